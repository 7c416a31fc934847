import { Alert, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props {
  onLoad: () => void;
  onOverwrite: () => void;
  busy: boolean;
}

/** Somebody else has changed what is being edited: whose words stay is a choice. */
export function ConflictNote({ onLoad, onOverwrite, busy }: Props) {
  const { t } = useTranslation("rules");
  return (
    <Alert
      role="alert"
      color="orange"
      variant="light"
      icon={<IconUsers size={18} />}
      title={t("conflict.title")}
      mb="md"
      data-testid="rule-conflict"
    >
      <Text size="sm" mb="xs">
        {t("conflict.text")}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onLoad} data-testid="rule-conflict-load">
          {t("conflict.load")}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          onClick={onOverwrite}
          data-testid="rule-conflict-overwrite"
        >
          {t("conflict.overwrite")}
        </Button>
      </Group>
    </Alert>
  );
}
