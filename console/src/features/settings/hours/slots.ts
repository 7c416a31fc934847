// The slots of one day in the browser: reading what was typed, and what is
// wrong with it. The server has the last word (internal/domain/hours).

/** A slot as it is typed. */
export interface SlotText {
  start: string;
  end: string;
}

/** A stretch of a day in minutes since the midnight that begins the day; end is not part of it. */
export interface Slot {
  start: number;
  end: number;
}

export type SlotFault = "format" | "order" | "overlap";

export const minutesPerDay = 24 * 60;

/** A slot may run over midnight to the end of the next day. */
export const maxEnd = 2 * minutesPerDay;

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

export const formatSlot = ({ start, end }: Slot): SlotText => ({
  start: formatClock(start),
  end: formatClock(end),
});

/** The slot that a text means, or what is wrong with it. */
export function readSlot(text: SlotText): Slot | SlotFault {
  const start = parseClock(text.start);
  const end = parseClock(text.end);
  if (start === undefined || end === undefined) return "format";
  return start >= minutesPerDay || end <= start ? "order" : { start, end };
}

/** The slots of a day that can be read. */
export function readSlots(texts: readonly SlotText[]): Slot[] {
  return texts.map(readSlot).filter((slot) => typeof slot !== "string");
}

/** "10:00-19:00" as the API writes slots. */
export function slotsFromApi(slots: readonly string[] | undefined): SlotText[] {
  return (slots ?? []).map((slot) => {
    const [start = "", end = ""] = slot.split("-");
    return { start: tidyClock(start), end: tidyClock(end) };
  });
}

export const slotsToApi = (texts: readonly SlotText[]): string[] =>
  texts.map((text) => `${tidyClock(text.start)}-${tidyClock(text.end)}`);

/** What is wrong with each slot of a day that stands for itself, by its place. */
export function slotFaults(texts: readonly SlotText[]): Map<number, SlotFault> {
  const faults = new Map<number, SlotFault>();
  const before: Slot[] = [];
  for (const [i, text] of texts.entries()) {
    const slot = readSlot(text);
    if (typeof slot === "string") {
      faults.set(i, slot);
      continue;
    }
    if (before.some((other) => slot.start < other.end && other.start < slot.end)) faults.set(i, "overlap");
    before.push(slot);
  }
  return faults;
}

/** A slot to start from: after the day's last one, else a working day. */
export function nextSlot(texts: readonly SlotText[]): SlotText {
  const last = Math.max(0, ...texts.map((text) => parseClock(text.end) ?? 0));
  if (last === 0) return formatSlot({ start: 10 * 60, end: 19 * 60 });
  const start = Math.min(last + 60, 23 * 60);
  return formatSlot({ start, end: start + 120 });
}
