import { useTranslation } from "react-i18next";
import { addDays, isYearly, type Wall } from "./dates";
import { formatClock } from "./slots";

const locale = (language: string) => (language === "ja" ? "ja-JP" : "en-GB");

/** A day as people write it, "2026年12月31日(木)" or "12月31日" of every year. */
export function dateText(date: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return date;
  return new Intl.DateTimeFormat(locale(language), { ...options, timeZone: "UTC" }).format(ms);
}

/** The day of a special day's date; what is no date as it is written. */
export function useDayText(): (date: string) => string {
  const { i18n } = useTranslation();
  return (date) =>
    isYearly(date)
      ? dateText(`2024-${date}`, i18n.language, { month: "long", day: "numeric" })
      : dateText(date, i18n.language, { year: "numeric", month: "long", day: "numeric", weekday: "short" });
}

/** A time of these days: today, tomorrow, or with its date. */
export function useWhen(): (at: Wall, today: string) => string {
  const { t, i18n } = useTranslation("hours");
  return (at, today) => {
    const time = formatClock(at.minute);
    if (at.date === today) return t("when.today", { time });
    if (at.date === addDays(today, 1)) return t("when.tomorrow", { time });
    const date = dateText(at.date, i18n.language, { month: "long", day: "numeric", weekday: "short" });
    return t("when.date", { date, time });
  };
}
