import { Alert, Button, Group, Text } from "@mantine/core";
import { IconArrowBackUp, IconCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { ApiError } from "@/api/problem";
import { describeError } from "@/components/describeError";
import { takeBack, type WayBack } from "./transfer";

/** Says that an import is done, with the way back. */
export function DoneNote({ account, count, back }: { account: string; count: number; back: WayBack }) {
  const { t } = useTranslation("transfer");
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => takeBack(account, back),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.all(account) }),
  });
  if (undo.isSuccess) {
    return (
      <Alert
        color="blue"
        variant="light"
        icon={<IconCheck size={18} />}
        mb="md"
        role="status"
        data-testid="transfer-undone"
      >
        {t("undone")}
      </Alert>
    );
  }
  const changed = undo.error instanceof ApiError && undo.error.code === "transfer.changed";
  return (
    <Alert
      color="green"
      variant="light"
      icon={<IconCheck size={18} />}
      mb="md"
      role="status"
      data-testid="transfer-done"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t("done", { count })}</Text>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          loading={undo.isPending}
          onClick={() => undo.mutate()}
          data-testid="transfer-undo"
        >
          {t("undo")}
        </Button>
      </Group>
      {undo.isError && (
        <Text size="sm" c="var(--oj-danger)" mt="xs" role="alert">
          {changed ? t("undoChanged") : describeError(undo.error)}
        </Text>
      )}
    </Alert>
  );
}
