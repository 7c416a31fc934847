import { Group, NativeSelect, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { spanText } from "./summary";
import { faultOf, type RuleFormState } from "./useRuleForm";

const presets = [0, 10, 60, 1440];
const units = { minutes: 1, hours: 60, days: 1440 };
type Unit = keyof typeof units;

const unitOf = (minutes: number): Unit => {
  if (minutes > 0 && minutes % 1440 === 0) return "days";
  return minutes > 0 && minutes % 60 === 0 ? "hours" : "minutes";
};

/** For how long the same friend does not get the answer again. */
export function CooldownField({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const minutes = form.values.cooldownMinutes;
  const [own, setOwn] = useState(!presets.includes(minutes));
  const [unit, setUnit] = useState<Unit>(unitOf(minutes));
  const set = (value: number) => form.setFieldValue("cooldownMinutes", value);
  const choose = (value: string) => {
    setOwn(value === "own");
    if (value !== "own") set(Number(value));
    else if (minutes === 0) set(30);
  };
  return (
    <>
      <Radio.Group
        label={t("cooldown.label")}
        description={t("cooldown.help")}
        value={own ? "own" : String(minutes)}
        onChange={choose}
        error={own ? undefined : faultOf(form, "cooldownMinutes")}
        data-testid="rule-cooldown"
      >
        <Stack gap="xs" mt="xs">
          {presets.map((preset) => (
            <Radio
              key={preset}
              value={String(preset)}
              label={
                preset === 0 ? t("cooldown.every") : t("more.cooldownEach", { time: spanText(preset, t) })
              }
              data-testid={`rule-cooldown-${preset}`}
            />
          ))}
          <Radio value="own" label={t("cooldown.own")} data-testid="rule-cooldown-own" />
        </Stack>
      </Radio.Group>
      {own && (
        <Group gap="xs" mt="xs" align="flex-start">
          <NumberInput
            w="7rem"
            min={1}
            allowDecimal={false}
            value={Math.round(minutes / units[unit]) || ""}
            onChange={(value) => set(Number(value) * units[unit])}
            aria-label={t("cooldown.value")}
            error={faultOf(form, "cooldownMinutes")}
            data-testid="rule-cooldown-value"
          />
          <NativeSelect
            value={unit}
            onChange={(event) => {
              const next = event.currentTarget.value as Unit;
              set(Math.max(1, Math.round(minutes / units[unit])) * units[next]);
              setUnit(next);
            }}
            data={[
              { value: "minutes", label: t("cooldown.unitMinutes") },
              { value: "hours", label: t("cooldown.unitHours") },
              { value: "days", label: t("cooldown.unitDays") },
            ]}
            aria-label={t("cooldown.unit")}
            data-testid="rule-cooldown-unit"
          />
        </Group>
      )}
      {own && minutes > 0 && (
        <Text size="xs" c="var(--oj-dim)" mt="xs">
          {t("more.cooldownEach", { time: spanText(minutes, t) })}
        </Text>
      )}
    </>
  );
}
