import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { describeError } from "@/components/describeError";
import { useSwitch } from "./board";

const undoMs = 7000;

/** Gives conversations back to the rules and offers to take them again. */
export function useRelease(account: string) {
  const { t } = useTranslation("manual");
  const { t: common } = useTranslation();
  const { mutateAsync, isPending } = useSwitch(account);

  const tell = (errors: Error[]) => {
    const [first] = errors;
    if (!first) return;
    const message = t("failed", { count: errors.length, why: describeError(first) });
    notifications.show({ color: "red", message });
  };
  const release = async (ids: readonly string[]) => {
    const errors = await mutateAsync({ ids, manual: false });
    tell(errors);
    if (errors.length === ids.length) return;
    const id = `manual-${ids.join()}`;
    const undo = async () => {
      notifications.hide(id);
      tell(await mutateAsync({ ids, manual: true }));
    };
    notifications.show({
      id,
      autoClose: undoMs,
      message: (
        <Group justify="space-between" wrap="nowrap">
          {t("released", { count: ids.length - errors.length })}
          <Button size="compact-sm" variant="light" onClick={() => void undo()} data-testid="manual-undo">
            {common("undo")}
          </Button>
        </Group>
      ),
    });
  };
  return { release, pending: isPending };
}
