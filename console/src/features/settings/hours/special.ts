import { isDate, isYearly, nextTime, span } from "./dates";
import type { SpecialText } from "./schedule";
import { slotFaults } from "./slots";

export const maxSpecialDays = 400;
export const maxSpecialName = 50; // characters

/** A special day with its place in the list, by which the server names it. */
export interface ListedDay {
  day: SpecialText;
  index: number;
  /** When it comes next; missing for days that are past. */
  next?: string;
}

/** The days to come by when they come, and those that are past, the latest first. */
export function listed(
  special: readonly SpecialText[],
  today: string,
): { coming: ListedDay[]; past: ListedDay[] } {
  const all = special.map((day, index) => ({ day, index, next: nextTime(day.date, today) }));
  // What the server does not read as a date stays in sight.
  const isPast = (d: ListedDay) => d.next === undefined && isDate(d.day.date) && !isYearly(d.day.date);
  const key = (d: ListedDay) => `${d.next ?? ""} ${d.day.date}`;
  return {
    coming: all.filter((d) => !isPast(d)).sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    past: all.filter(isPast).sort((a, b) => (a.day.date > b.day.date ? -1 : 1)),
  };
}

/** A special day in its form; `until` makes it several days in a row. */
export interface SpecialDraft extends SpecialText {
  until: string;
}

export type DraftFault =
  | "date"
  | "taken"
  | "span"
  | "nameMissing"
  | "nameLong"
  | "noSlots"
  | "slots"
  | "tooMany";

export type DraftFaults = Partial<Record<"date" | "until" | "name" | "slots", DraftFault>>;

export const nameLength = (name: string): number => [...name.trim()].length;

/** The dates that a draft stands for. */
export function datesOf(draft: SpecialDraft): string[] {
  if (!isDate(draft.date)) return [];
  if (!draft.until) return [draft.date];
  return isDate(draft.until) ? (span(draft.date, draft.until) ?? []) : [];
}

/** What is wrong with a draft beside the other special days. */
export function draftFaults(draft: SpecialDraft, others: readonly SpecialText[]): DraftFaults {
  const faults: DraftFaults = {};
  const dates = datesOf(draft);
  if (!isDate(draft.date)) faults.date = "date";
  else if (dates.length === 0) faults.until = "span";
  else if (dates.some((date) => others.some((other) => other.date === date))) faults.date = "taken";
  else if (others.length + dates.length > maxSpecialDays) faults.date = "tooMany";
  const length = nameLength(draft.name);
  if (length === 0) faults.name = "nameMissing";
  else if (length > maxSpecialName) faults.name = "nameLong";
  if (!draft.closed) {
    if (draft.slots.length === 0) faults.slots = "noSlots";
    else if (slotFaults(draft.slots).size > 0) faults.slots = "slots";
  }
  return faults;
}

/** The list with the draft's days, in the place of the one that is edited or behind the others. */
export function withDraft(
  special: readonly SpecialText[],
  draft: SpecialDraft,
  index: number | undefined,
): SpecialText[] {
  const { until: _, ...day } = draft;
  const added = datesOf(draft).map((date) => ({ ...day, name: day.name.trim(), date }));
  if (index === undefined) return [...special, ...added];
  return [...special.slice(0, index), ...added, ...special.slice(index + 1)];
}
