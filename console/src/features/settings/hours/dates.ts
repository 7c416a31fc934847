// Days of the calendar as text: "2026-12-31" is one day, "12-31" comes every
// year. All arithmetic is in UTC, where each day has 24 hours.
import type { Day } from "@/api/types";
import { dayAt } from "./week";

const dayMs = 86_400_000;
const dated = /^(\d{4})-(\d{2})-(\d{2})$/;
const yearly = /^(\d{2})-(\d{2})$/;
const leapYear = "2024";

export const isYearly = (date: string): boolean => yearly.test(date);

const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Whether a calendar has this day. 29 February of every year is one, which comes in leap years. */
export function isDate(date: string): boolean {
  const full = isYearly(date) ? `${leapYear}-${date}` : date;
  if (!dated.test(full) || full.startsWith("0000")) return false;
  const ms = utc(full);
  return !Number.isNaN(ms) && text(ms) === full;
}

export const addDays = (date: string, by: number): string => text(utc(date) + by * dayMs);

/** The weekday of a dated day; 0 is Monday. */
export const weekdayIndex = (date: string): number => (new Date(utc(date)).getUTCDay() + 6) % 7;

export const weekdayOf = (date: string): Day => dayAt(weekdayIndex(date));

/** The first time that the day comes, from today on; undefined when it is past. */
export function nextTime(date: string, today: string): string | undefined {
  if (!isYearly(date)) return date >= today ? date : undefined;
  const year = Number(today.slice(0, 4));
  // A leap year comes after eight years at the latest (1896 to 1904).
  for (let y = year; y <= year + 8; y += 1) {
    const full = `${String(y).padStart(4, "0")}-${date}`;
    if (isDate(full) && full >= today) return full;
  }
  return undefined;
}

export const maxSpan = 31; // days

/** The days from the first to the last, both included; undefined when there are none or more than maxSpan. */
export function span(first: string, last: string): string[] | undefined {
  if (isYearly(first) !== isYearly(last)) return undefined;
  const walks = isYearly(first);
  let day = walks ? `${leapYear}-${first}` : first;
  const out: string[] = [];
  while (out.length < maxSpan) {
    const here = walks ? day.slice(5) : day;
    out.push(here);
    if (here === last) return out;
    day = addDays(day, 1);
  }
  return undefined;
}

export interface Wall {
  date: string;
  minute: number; // since midnight
}

/** What calendar and clock show in a zone; undefined in a zone that this browser does not know. */
export function wallClock(zone: string, at: number): Wall | undefined {
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(at);
    const read = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
    return {
      date: `${read("year").padStart(4, "0")}-${read("month")}-${read("day")}`,
      minute: Number(read("hour")) * 60 + Number(read("minute")),
    };
  } catch {
    return undefined;
  }
}
