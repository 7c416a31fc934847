// 応答時間 in the browser: reading what was typed, and whether a moment is inside.
// The server has the last word (internal/domain/hours).
import type { Day, Hours, Week } from "@/api/types";

export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Day[];

export interface SlotText {
  start: string;
  end: string;
}

export type WeekText = Record<Day, SlotText[]>;

const minutesPerDay = 24 * 60;
const maxEnd = 2 * minutesPerDay;

/** Minutes since midnight of "9:00", "25:30", "9", "930" or the same in full width. */
export function parseClock(text: string): number | undefined {
  const plain = text.normalize("NFKC").trim();
  const match = /^(\d{1,2}):(\d{2})$/.exec(plain) ?? /^(\d{1,2})(\d{2})?$/.exec(plain);
  if (!match) return undefined;
  const minute = Number(match[2] ?? 0);
  const total = Number(match[1]) * 60 + minute;
  return minute > 59 || total > maxEnd ? undefined : total;
}

export const formatClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The typed time in its one form; what cannot be read stays as it is. */
export function tidyClock(text: string): string {
  const minutes = parseClock(text);
  return minutes === undefined ? text : formatClock(minutes);
}

export function toText(week: Week): WeekText {
  const out: WeekText = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const day of days) {
    out[day] = (week[day] ?? []).map((slot) => {
      const [start = "", end = ""] = slot.split("-");
      return { start: tidyClock(start), end: tidyClock(end) };
    });
  }
  return out;
}

export function toWeek(week: WeekText): Week {
  const out: Week = {};
  for (const day of days) {
    if (week[day].length > 0) out[day] = week[day].map((s) => `${tidyClock(s.start)}-${tidyClock(s.end)}`);
  }
  return out;
}

export type SlotFault = "format" | "order" | "overlap";

interface Placed {
  day: Day;
  index: number;
  start: number;
  end: number;
}

/** What is wrong with each slot, by "mon.0". The week is a circle: Sunday's tail reaches into Monday. */
export function faultsOf(week: WeekText): Map<string, SlotFault> {
  const faults = new Map<string, SlotFault>();
  const placed: Placed[] = [];
  for (const [d, day] of days.entries()) {
    for (const [index, slot] of week[day].entries()) {
      const start = parseClock(slot.start);
      const end = parseClock(slot.end);
      if (start === undefined || end === undefined) faults.set(`${day}.${index}`, "format");
      else if (start >= minutesPerDay || end <= start) faults.set(`${day}.${index}`, "order");
      else placed.push({ day, index, start: d * minutesPerDay + start, end: d * minutesPerDay + end });
    }
  }
  placed.sort((a, b) => a.start - b.start);
  let busy = Math.max(0, ...placed.map((p) => p.end - 7 * minutesPerDay));
  for (const p of placed) {
    if (p.start < busy) faults.set(`${p.day}.${p.index}`, "overlap");
    busy = Math.max(busy, p.end);
  }
  return faults;
}

/** Whether the moment lies inside the hours; undefined while they cannot be read. */
export function isInside(hours: Hours, at: number): boolean | undefined {
  const here = placeInWeek(hours.zone, at);
  if (!here) return undefined;
  const yesterday = days[(here.day + 6) % 7];
  const today = days[here.day];
  if (!today || !yesterday) return undefined;
  return covers(hours.week[today], here.minute) || covers(hours.week[yesterday], here.minute + minutesPerDay);
}

function covers(slots: string[] | undefined, minute: number): boolean {
  return (slots ?? []).some((slot) => {
    const [start, end] = slot.split("-").map((part) => parseClock(part));
    return start !== undefined && end !== undefined && start <= minute && minute < end;
  });
}

function placeInWeek(zone: string, at: number): { day: number; minute: number } | undefined {
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(at);
    const read = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
    const day = (days as readonly string[]).indexOf(read("weekday").toLowerCase());
    return day < 0 ? undefined : { day, minute: Number(read("hour")) * 60 + Number(read("minute")) };
  } catch {
    return undefined; // a zone that this browser does not know
  }
}
