import { Button, Stack, Text } from "@mantine/core";
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { describeError } from "./describeError";

/** What stands where content could not be fetched, with a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack align="center" gap="xs" p="xl" role="alert">
      <IconCloudOff size={28} stroke={1.5} color="var(--oj-dim)" aria-hidden />
      <Text fw={600}>{t("error.title")}</Text>
      <Text c="var(--oj-dim)" ta="center" maw="32rem">
        {describeError(error)}
      </Text>
      {onRetry && (
        <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </Stack>
  );
}
