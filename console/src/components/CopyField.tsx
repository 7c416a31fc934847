import { ActionIcon, CopyButton, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  description?: string;
  value: string;
  testId?: string;
}

/** A value to copy, such as the address for LINE's settings. */
export function CopyField({ label, description, value, testId }: Props) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <TextInput
          label={label}
          description={description}
          value={value}
          readOnly
          data-testid={testId}
          onFocus={(event) => event.currentTarget.select()}
          rightSection={
            <Tooltip label={copied ? t("copied") : t("copy")}>
              <ActionIcon variant="subtle" onClick={copy} aria-label={copied ? t("copied") : t("copy")}>
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              </ActionIcon>
            </Tooltip>
          }
        />
      )}
    </CopyButton>
  );
}
