import { Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/api/types";
import { CopyField } from "@/components/CopyField";
import { describeError } from "@/components/describeError";
import { FormError } from "@/features/session/FormError";
import { useNewLink, useRemove } from "./members";

interface Props {
  member: Member;
  onClose: () => void;
}

export function RemoveModal({ member, onClose }: Props) {
  const { t } = useTranslation("members");
  const { t: common } = useTranslation();
  const remove = useRemove();
  return (
    <Modal opened onClose={onClose} title={t("remove.title", { name: member.name })} centered>
      <Text>{t("remove.text")}</Text>
      <FormError text={remove.error ? describeError(remove.error) : undefined} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {common("cancel")}
        </Button>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate(member.id, { onSuccess: onClose })}
          data-testid="member-remove-confirm"
        >
          {t("remove.submit")}
        </Button>
      </Group>
    </Modal>
  );
}

/** A new one-time link for a member who lost theirs or forgot the password. */
export function LinkModal({ member, onClose }: Props) {
  const { t } = useTranslation("members");
  const { mutate, data, error } = useNewLink();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    mutate(member.id);
  }, [mutate, member.id]);
  return (
    <Modal opened onClose={onClose} title={t("newLink.title", { name: member.name })} centered>
      <Stack>
        <Text>{t("newLink.text")}</Text>
        {data && <CopyField label={t("invite.link")} value={data.link} testId="member-link" />}
        {!data && !error && <Loader size="sm" />}
        <FormError text={error ? describeError(error) : undefined} />
      </Stack>
    </Modal>
  );
}
