import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What was done, with the way back. */
export function UndoNote({ text, onUndo }: { text: string; onUndo: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" wrap="nowrap">
      {text}
      <Button size="compact-sm" variant="light" onClick={onUndo} data-testid="special-undo">
        {t("undo")}
      </Button>
    </Group>
  );
}
