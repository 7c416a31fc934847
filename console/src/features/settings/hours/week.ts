import type { Day, Week } from "@/api/types";
import { minutesPerDay, readSlot, type SlotFault, type SlotText, slotsFromApi, slotsToApi } from "./slots";

export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Day[];

export const dayAt = (index: number): Day => days[((index % 7) + 7) % 7] ?? "mon";

export type WeekText = Record<Day, SlotText[]>;

export function weekFromApi(week: Week): WeekText {
  const out: WeekText = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const day of days) out[day] = slotsFromApi(week[day]);
  return out;
}

export function weekToApi(week: WeekText): Week {
  const out: Week = {};
  for (const day of days) if (week[day].length > 0) out[day] = slotsToApi(week[day]);
  return out;
}

interface Placed {
  day: Day;
  index: number;
  start: number;
  end: number;
}

/** What is wrong with each slot, by "mon.0". The week is a circle: Sunday's tail reaches into Monday. */
export function weekFaults(week: WeekText): Map<string, SlotFault> {
  const faults = new Map<string, SlotFault>();
  const placed: Placed[] = [];
  for (const [d, day] of days.entries()) {
    for (const [index, text] of week[day].entries()) {
      const slot = readSlot(text);
      if (typeof slot === "string") faults.set(`${day}.${index}`, slot);
      else
        placed.push({ day, index, start: d * minutesPerDay + slot.start, end: d * minutesPerDay + slot.end });
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

/** The week with a day's slots on other days as well. */
export function copyDay(week: WeekText, from: Day, to: readonly Day[]): WeekText {
  const out = { ...week };
  for (const day of to) out[day] = week[from].map((slot) => ({ ...slot }));
  return out;
}
