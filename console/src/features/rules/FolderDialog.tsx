import { Autocomplete, Button, Group, Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { foldersOf } from "./listModel";
import { rulesQuery, useChangeRule } from "./rules";
import { characters, maxFolder } from "./ruleValues";

interface Props {
  account: string;
  rule: Rule;
  onClose: () => void;
}

/** Into another folder, a new one, or none. */
export function FolderDialog({ account, rule, onClose }: Props) {
  const { t } = useTranslation("rules");
  const { t: common } = useTranslation();
  const { data: folders = [] } = useQuery({ ...rulesQuery(account), select: foldersOf });
  const change = useChangeRule(account);
  const [folder, setFolder] = useState(rule.folder ?? "");
  const name = folder.trim();
  const fault = characters(name) > maxFolder ? t("folder.tooLong", { max: maxFolder }) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    const { title } = rule;
    const message = name ? t("folder.moved", { title, folder: name }) : t("folder.movedOut", { title });
    // The dialog does not wait; a refusal is told by the change itself.
    void change.mutateAsync({ rule, folder: name }).then(
      () => notifications.show({ message }),
      () => undefined,
    );
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("folder.moveTitle", { title: rule.title })}>
      <form onSubmit={submit}>
        <Autocomplete
          label={t("folder.label")}
          description={t("folder.help")}
          placeholder={t("folder.none")}
          // What is written in full needs no suggestion, which would hide the buttons.
          data={folders.filter((other) => other !== name)}
          value={folder}
          onChange={setFolder}
          error={fault}
          data-autofocus
          data-testid="folder-name"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" data-testid="folder-move">
            {t("folder.moveDone")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
