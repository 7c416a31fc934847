// 応答時間 as it is edited, and what it means at a moment.
import type { CalendarDay, Hours } from "@/api/types";
import { addDays, isYearly, type Wall, wallClock, weekdayOf } from "./dates";
import { minutesPerDay, readSlots, type Slot, type SlotText, slotsFromApi, slotsToApi } from "./slots";
import { type WeekText, weekFromApi, weekToApi } from "./week";

export type HolidayMode = NonNullable<Hours["holidays"]>["mode"];

/** 特別日 as it is edited. The slots of a closed day are kept for the case that it opens again. */
export interface SpecialText {
  date: string;
  name: string;
  closed: boolean;
  slots: SlotText[];
}

export interface HoursText {
  zone: string;
  week: WeekText;
  holidays: { mode: HolidayMode; slots: SlotText[] };
  special: SpecialText[];
}

export function hoursFromApi(hours: Hours): HoursText {
  return {
    zone: hours.zone,
    week: weekFromApi(hours.week),
    holidays: { mode: hours.holidays?.mode ?? "as_weekday", slots: slotsFromApi(hours.holidays?.slots) },
    special: (hours.special ?? []).map((day) => ({
      date: day.date,
      name: day.name,
      closed: day.closed ?? false,
      slots: slotsFromApi(day.slots),
    })),
  };
}

export function hoursToApi(hours: HoursText): Hours {
  const { mode, slots } = hours.holidays;
  return {
    zone: hours.zone,
    week: weekToApi(hours.week),
    holidays: mode === "own" ? { mode, slots: slotsToApi(slots) } : { mode },
    special: hours.special.map(({ date, name, closed, slots: own }) =>
      closed
        ? { date, name: name.trim(), closed }
        : { date, name: name.trim(), closed, slots: slotsToApi(own) },
    ),
  };
}

/**
 * The names of public holidays by date, "" for a day that is none. Only the
 * server knows them, for the days of its calendar; other days are missing.
 */
export type Holidays = ReadonlyMap<string, string>;

export const holidaysOf = (calendar: readonly CalendarDay[]): Holidays =>
  new Map(calendar.map((day) => [day.date, day.holiday ?? ""]));

/** The slots that begin on a day; undefined while it is not known whether the day is a holiday. */
export function slotsOn(hours: HoursText, holidays: Holidays, date: string): Slot[] | undefined {
  const special =
    hours.special.find((day) => day.date === date) ??
    hours.special.find((day) => isYearly(day.date) && day.date === date.slice(5));
  if (special) return special.closed ? [] : readSlots(special.slots);
  if (hours.holidays.mode === "as_weekday") return usualSlots(hours, date);
  const holiday = holidays.get(date);
  if (holiday === undefined) return undefined;
  return holiday ? holidaySlots(hours) : usualSlots(hours, date);
}

const usualSlots = (hours: HoursText, date: string) => readSlots(hours.week[weekdayOf(date)]);
const holidaySlots = ({ holidays }: HoursText) => (holidays.mode === "own" ? readSlots(holidays.slots) : []);

export interface State {
  inside: boolean;
  /** When that ends: the closing, or the next opening. Missing when it is not known or never ends. */
  until?: Wall;
}

/** Whether a moment is inside the hours; undefined when that cannot be said here. */
export function stateAt(hours: HoursText, holidays: Holidays, at: number): State | undefined {
  const now = wallClock(hours.zone, at);
  if (!now) return undefined;
  const near: Near = new Map([[addDays(now.date, -1), yesterdaysSlots(hours, holidays, now)]]);
  for (let i = 0; i <= daysAhead; i += 1) {
    const date = addDays(now.date, i);
    near.set(date, slotsOn(hours, holidays, date));
  }
  const closing = endOfCover(near, now);
  if (closing) return { inside: true, until: horizon(closing, now) };
  if (!near.get(now.date) || !near.get(addDays(now.date, -1))) return undefined;
  return { inside: false, until: nextOpening(near, now) };
}

/**
 * The calendar begins today, so yesterday may have been a holiday unnoticed.
 * That matters only while its slots could still run.
 */
function yesterdaysSlots(hours: HoursText, holidays: Holidays, now: Wall): Slot[] | undefined {
  const date = addDays(now.date, -1);
  const known = slotsOn(hours, holidays, date);
  if (known) return known;
  const runs = (slots: Slot[]) => slots.some((slot) => now.minute + minutesPerDay < slot.end);
  const usual = usualSlots(hours, date);
  return runs(usual) || runs(holidaySlots(hours)) ? undefined : usual;
}

type Near = Map<string, Slot[] | undefined>;

const daysAhead = 91;

/** Where the slots that cover a time end, one leading into the next; undefined when none covers it. */
function endOfCover(days: Near, now: Wall): Wall | undefined {
  let end: Wall | undefined;
  for (let at = now; ; at = end) {
    const next = furthestEnd(days, at);
    if (!next) return end;
    end = next;
  }
}

function furthestEnd(days: Near, at: Wall): Wall | undefined {
  let best = -1;
  for (const [date, shift] of [
    [addDays(at.date, -1), minutesPerDay],
    [at.date, 0],
  ] as const) {
    for (const slot of days.get(date) ?? []) {
      const minute = at.minute + shift;
      if (slot.start <= minute && minute < slot.end) best = Math.max(best, slot.end - shift);
    }
  }
  if (best < 0) return undefined;
  return best < minutesPerDay
    ? { date: at.date, minute: best }
    : { date: addDays(at.date, Math.floor(best / minutesPerDay)), minute: best % minutesPerDay };
}

/** A closing in weeks is no news: such hours are always open. */
const horizon = (closing: Wall, now: Wall): Wall | undefined =>
  closing.date > addDays(now.date, 7) ? undefined : closing;

function nextOpening(days: Near, now: Wall): Wall | undefined {
  for (const [date, slots] of days) {
    if (date < now.date) continue;
    if (!slots) return undefined; // perhaps a holiday
    const later = slots.map((slot) => slot.start).filter((start) => date > now.date || start > now.minute);
    if (later.length > 0) return { date, minute: Math.min(...later) };
  }
  return undefined;
}
