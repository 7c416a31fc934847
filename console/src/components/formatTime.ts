import type { TFunction } from "i18next";

const dayMs = 86_400_000;

function startOfDay(ms: number): number {
  const date = new Date(ms);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** Whole days between the days of two moments, in this browser's zone. */
function daysBetween(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / dayMs);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions, ms: number): string {
  const key = language + JSON.stringify(options);
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", options);
    formatters.set(key, formatter);
  }
  return formatter.format(ms);
}

export const clockTime = (at: string, language: string): string =>
  format(language, { hour: "numeric", minute: "2-digit", hourCycle: "h23" }, Date.parse(at));

export const fullTime = (at: string, language: string): string =>
  format(language, { dateStyle: "long", timeStyle: "short" }, Date.parse(at));

/** As LINE's talk list: the time today, then yesterday, the weekday, the date. */
export function listTime(at: string, now: number, language: string, t: TFunction): string {
  const ms = Date.parse(at);
  const days = daysBetween(ms, now);
  if (days <= 0) return clockTime(at, language);
  if (days === 1) return t("time.yesterday");
  if (days < 7) return format(language, { weekday: language === "ja" ? "long" : "short" }, ms);
  if (new Date(ms).getFullYear() === new Date(now).getFullYear()) {
    return format(language, { month: language === "ja" ? "numeric" : "short", day: "numeric" }, ms);
  }
  return format(language, { year: "numeric", month: "numeric", day: "numeric" }, ms);
}

/** The heading of a day in the thread. */
export function dayTitle(at: string, now: number, language: string, t: TFunction): string {
  const ms = Date.parse(at);
  const days = daysBetween(ms, now);
  if (days === 0) return t("time.today");
  if (days === 1) return t("time.yesterday");
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return format(
    language,
    { year: sameYear ? undefined : "numeric", month: "long", day: "numeric", weekday: "short" },
    ms,
  );
}

export const dayKey = (at: string): number => startOfDay(Date.parse(at));

/** How long is left, in the unit one thinks in: seconds, minutes, hours, days. */
export function duration(ms: number, t: TFunction): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return t("time.seconds", { count: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t("time.minutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return t("time.days", { count: Math.floor(hours / 24) });
  const rest = minutes % 60;
  return rest ? t("time.hoursMinutes", { hours, minutes: rest }) : t("time.hours", { count: hours });
}
