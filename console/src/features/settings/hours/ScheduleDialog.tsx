import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/components/describeError";

const maxName = 50;

interface Props {
  /** The schedule that gets another name; none to add one. */
  from?: string;
  /** What a new one begins as. */
  copied: string;
  onClose: () => void;
  onDone: (name: string) => Promise<void>;
}

/** The name of a schedule. */
export function ScheduleDialog({ from, copied, onClose, onDone }: Props) {
  const { t } = useTranslation("hours");
  const { t: common } = useTranslation();
  const [name, setName] = useState(from ?? "");
  const [error, setError] = useState("");
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!name.trim()) return setError(t("schedules.nameMissing"));
    setPending(true);
    try {
      await onDone(name.trim());
    } catch (failure) {
      setError(describeError(failure));
      setPending(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t(from ? "schedules.renameTitle" : "schedules.addTitle")}>
      <form onSubmit={(event) => void submit(event)} data-testid="schedule-dialog">
        <TextInput
          label={t("schedules.name")}
          placeholder={t("schedules.nameExample")}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setError("");
          }}
          error={error}
          maxLength={maxName}
          data-autofocus
          data-testid="schedule-name"
        />
        <Text size="sm" c="var(--oj-dim)" mt="xs">
          {from ? t("schedules.renameHelp") : t("schedules.addHelp", { name: copied })}
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={pending} data-testid="schedule-done">
            {t(from ? "schedules.rename" : "schedules.add")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
