import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** Asks before a page with unsaved changes is left. */
export function UnsavedGuard({ dirty }: { dirty: () => boolean }) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: dirty,
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  return (
    <Modal opened={status === "blocked"} onClose={() => reset?.()} title={t("leave.title")} centered>
      <Text>{t("leave.text")}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => reset?.()} data-autofocus>
          {t("leave.stay")}
        </Button>
        <Button color="red" onClick={() => proceed?.()}>
          {t("leave.go")}
        </Button>
      </Group>
    </Modal>
  );
}
