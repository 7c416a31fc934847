import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import type { SettingsForm } from "../useSettingsForm";
import { Calendar } from "./Calendar";
import { HolidayChoice } from "./HolidayChoice";
import { HoursEditor } from "./HoursEditor";
import { ScheduleBar } from "./ScheduleBar";
import { SpecialDays } from "./SpecialDays";
import { useScheduleTitle } from "./useScheduleTitle";

interface Props {
  account: string;
  form: SettingsForm;
  readOnly: boolean;
}

/** 応答時間: the schedules, and of one the week, the days that differ, and what comes of both. */
export function HoursSections({ account, form, readOnly }: Props) {
  const { t } = useTranslation("hours");
  const title = useScheduleTitle();
  const several = Object.keys(form.values.schedules).length > 1;
  // Rules can keep to a schedule while the account has no 応答時間.
  if (!form.values.settings.hours && !several) return null;
  const of = (text: string) => (several ? t("schedules.of", { name: title(form.shown), text }) : text);
  return (
    <>
      <Section title={t("title")} lead={t("lead")}>
        <ScheduleBar account={account} form={form} readOnly={readOnly} />
        <HoursEditor key={form.shown} form={form} readOnly={readOnly} />
      </Section>
      <Section title={of(t("holidays.title"))} lead={t("holidays.lead")}>
        <HolidayChoice form={form} />
      </Section>
      <Section title={of(t("special.title"))} lead={t("special.lead")}>
        <SpecialDays form={form} />
      </Section>
      <Section title={of(t("calendar.title"))} lead={t("calendar.lead")}>
        <Calendar key={form.shown} account={account} name={form.shown} stale={form.hoursDirty} />
      </Section>
    </>
  );
}
