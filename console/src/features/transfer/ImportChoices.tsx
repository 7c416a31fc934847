import { Checkbox, Group, Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Choices, type Format, type Part, parts } from "./transfer";

interface Props {
  format: Format;
  value: Choices;
  onChange: (value: Choices) => void;
  disabled: boolean;
}

export function ImportChoices({ format, value, onChange, disabled }: Props) {
  const { t } = useTranslation("transfer");
  return (
    <Stack gap="md">
      <Radio.Group
        label={t("mode.label")}
        value={value.rules}
        onChange={(rules) => onChange({ ...value, rules: rules === "merge" ? "merge" : "replace" })}
      >
        <Stack gap="xs" mt={6}>
          {(["merge", "replace"] as const).map((mode) => (
            <Radio
              key={mode}
              value={mode}
              disabled={disabled}
              label={t(`mode.${mode}`)}
              description={t(`mode.${mode}Help`)}
              data-testid={`transfer-mode-${mode}`}
            />
          ))}
        </Stack>
      </Radio.Group>
      {format !== "csv" && (
        <Checkbox.Group
          label={t("parts.label")}
          value={value.parts}
          onChange={(chosen) => onChange({ ...value, parts: parts.filter((part) => chosen.includes(part)) })}
        >
          <Group gap="lg" mt={6}>
            {parts.map((part: Part) => (
              <Checkbox
                key={part}
                value={part}
                label={t(`parts.${part}`)}
                // One part at least: without any, nothing could be imported.
                disabled={disabled || (value.parts.length === 1 && value.parts[0] === part)}
                data-testid={`transfer-part-${part}`}
              />
            ))}
          </Group>
        </Checkbox.Group>
      )}
    </Stack>
  );
}
