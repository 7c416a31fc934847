import { Alert, Button, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props {
  count: number;
  /** Only the rules with warnings are shown. */
  only: boolean;
  onOnly: (only: boolean) => void;
}

export function WarningsNote({ count, only, onOnly }: Props) {
  const { t } = useTranslation("rules");
  if (count === 0) return null;
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      mb="md"
      p="xs"
      data-testid="rules-warnings"
    >
      <Group justify="space-between" gap="xs">
        <span>{t("warning.count", { count })}</span>
        <Button size="compact-sm" variant="default" aria-pressed={only} onClick={() => onOnly(!only)}>
          {t(only ? "warning.showAll" : "warning.show")}
        </Button>
      </Group>
    </Alert>
  );
}
