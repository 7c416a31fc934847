import { Radio, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import { ManualMinutes } from "./ManualMinutes";
import classes from "./SettingsEditor.module.css";
import type { SettingsForm } from "./useSettingsForm";

const ends = ["time", "closing", "hand"] as const;

/** 手動対応中: what ends it, and after how long. */
export function ManualSection({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("settings");
  const { settings } = form.values;
  const end = settings.manualEnd ?? "time";
  const choose = (chosen: string) => {
    const found = ends.find((one) => one === chosen);
    if (found) form.setSettings({ manualEnd: found });
  };
  return (
    <Section title={t("manual.title")} lead={t("manual.lead")}>
      <Radio.Group
        label={t("manual.end")}
        value={end}
        onChange={choose}
        error={form.error("manualEnd")}
        data-testid="settings-manual-end"
      >
        <div className={classes.three}>
          {ends.map((one) => (
            <div key={one} className={classes.option} data-checked={one === end || undefined}>
              <Radio
                value={one}
                label={t(`manual.${one}`)}
                description={t(`manual.${one}Help`)}
                data-testid={`settings-manual-end-${one}`}
              />
            </div>
          ))}
        </div>
      </Radio.Group>
      {end === "closing" && !settings.hours && (
        <Text size="sm" c="var(--oj-warn)" mt="sm" role="note">
          {t("manual.closingWithoutHours")}
        </Text>
      )}
      {end !== "hand" && (
        <ManualMinutes
          label={end === "closing" && settings.hours ? t("manual.lengthOutside") : t("manual.label")}
          form={form}
        />
      )}
    </Section>
  );
}
