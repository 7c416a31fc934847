import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import type { SettingsForm } from "../useSettingsForm";
import { Calendar } from "./Calendar";
import { HolidayChoice } from "./HolidayChoice";
import { HoursEditor } from "./HoursEditor";
import { SpecialDays } from "./SpecialDays";

interface Props {
  account: string;
  form: SettingsForm;
  readOnly: boolean;
}

/** 応答時間: the week, the days that differ, and what comes of both. */
export function HoursSections({ account, form, readOnly }: Props) {
  const { t } = useTranslation("settings");
  const { t: hours } = useTranslation("hours");
  const on = form.values.settings.hours;
  return (
    <>
      <Section title={t("hours.title")} lead={t("hours.lead")}>
        <Switch
          label={t("hours.label")}
          checked={on}
          onChange={(event) => form.setSettings({ hours: event.currentTarget.checked })}
          data-testid="settings-hours"
        />
        {on && <HoursEditor form={form} readOnly={readOnly} />}
      </Section>
      {on && (
        <>
          <Section title={hours("holidays.title")} lead={hours("holidays.lead")}>
            <HolidayChoice form={form} />
          </Section>
          <Section title={hours("special.title")} lead={hours("special.lead")}>
            <SpecialDays form={form} />
          </Section>
          <Section title={hours("calendar.title")} lead={hours("calendar.lead")}>
            <Calendar account={account} stale={form.hoursDirty} />
          </Section>
        </>
      )}
    </>
  );
}
