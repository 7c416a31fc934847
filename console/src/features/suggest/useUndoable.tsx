import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { describeError } from "@/components/describeError";

const undoMs = 7000;

/** Tells what was done and offers to take it back. */
export function useUndoable() {
  const { t: common } = useTranslation();
  return (message: string, takeBack: () => Promise<unknown>) => {
    const id = `undo-${Date.now()}`;
    const undo = async () => {
      notifications.hide(id);
      try {
        await takeBack();
      } catch (error) {
        notifications.show({ color: "red", message: describeError(error) });
      }
    };
    notifications.show({
      id,
      autoClose: undoMs,
      message: (
        <Group justify="space-between" wrap="nowrap">
          {message}
          <Button size="compact-sm" variant="light" onClick={() => void undo()} data-testid="suggest-undo">
            {common("undo")}
          </Button>
        </Group>
      ),
    });
  };
}
