// Painting the week. The week is a circle of minutes from Monday's midnight; a
// slot belongs to the day on which it begins, also when it runs over midnight.
import { formatSlot, maxEnd, minutesPerDay, readSlot, type Slot, type SlotText } from "./slots";
import { dayAt, days, type WeekText } from "./week";

/** The grid shows each day to six in the morning of the next one. */
export const shownMinutes = 30 * 60;

const minutesPerWeek = 7 * minutesPerDay;

/** A rectangle of the grid: the same time on neighbouring days, `end` and `lastDay` as in "to". */
export interface Area {
  firstDay: number; // 0 is Monday
  lastDay: number; // included
  start: number; // minutes of the day, to 30:00
  end: number; // excluded
}

/** The rectangle between two cells, whichever comes first. */
export function areaBetween(a: Cell, b: Cell, step: number): Area {
  return {
    firstDay: Math.min(a.day, b.day),
    lastDay: Math.max(a.day, b.day),
    start: Math.min(a.minute, b.minute),
    end: Math.max(a.minute, b.minute) + step,
  };
}

export interface Cell {
  day: number;
  minute: number; // where it begins
}

/** Slots by the place of their day. What cannot be read stands aside and is left as it is. */
interface Board {
  slots: Slot[][];
  unread: SlotText[][];
  touched: Set<number>;
}

function boardOf(week: WeekText): Board {
  const board: Board = { slots: [], unread: [], touched: new Set() };
  for (const day of days) {
    const slots: Slot[] = [];
    const unread: SlotText[] = [];
    for (const text of week[day]) {
      const slot = readSlot(text);
      if (typeof slot === "string") unread.push(text);
      else slots.push(slot);
    }
    board.slots.push(slots);
    board.unread.push(unread);
  }
  return board;
}

/** The week of before with the days that were touched written anew, so that the others stay as typed. */
function weekOf(board: Board, before: WeekText): WeekText {
  if (board.touched.size === 0) return before;
  const out = { ...before };
  for (const d of board.touched) {
    out[dayAt(d)] = [...joined(board.slots[d] ?? []).map(formatSlot), ...(board.unread[d] ?? [])];
  }
  return out;
}

/** Slots in order, with those that touch or overlap as one. */
function joined(slots: readonly Slot[]): Slot[] {
  const out: Slot[] = [];
  for (const slot of [...slots].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && slot.start <= last.end) last.end = Math.max(last.end, slot.end);
    else out.push({ ...slot });
  }
  return out;
}

/** Every slot as a stretch of the circle; what passes Sunday's end is there a second time, before Monday. */
function stretches(slots: readonly (readonly Slot[])[]): Slot[] {
  return slots.flatMap((ofDay, d) =>
    ofDay.flatMap(({ start, end }) => {
      const from = d * minutesPerDay + start;
      const to = d * minutesPerDay + end;
      const here = { start: from, end: to };
      const before = { start: from - minutesPerWeek, end: to - minutesPerWeek };
      const after = { start: from + minutesPerWeek, end: to + minutesPerWeek };
      return [before, here, after];
    }),
  );
}

/** What is left of a stretch without others. */
function without(whole: Slot, others: readonly Slot[]): Slot[] {
  let rest = [whole];
  for (const cut of others) {
    rest = rest.flatMap((piece) =>
      cut.end <= piece.start || piece.end <= cut.start
        ? [piece]
        : [
            { start: piece.start, end: Math.min(piece.end, cut.start) },
            { start: Math.max(piece.start, cut.end), end: piece.end },
          ].filter((part) => part.start < part.end),
    );
  }
  return rest;
}

/** Whether the area has no closed minute, so that painting it again closes it. */
export function isAllOpen(week: WeekText, area: Area): boolean {
  const open = stretches(boardOf(week).slots);
  return wholes(area).every(({ whole }) => without(whole, open).length === 0);
}

function wholes(area: Area): { day: number; whole: Slot }[] {
  const out: { day: number; whole: Slot }[] = [];
  for (let day = area.firstDay; day <= area.lastDay; day += 1) {
    const midnight = day * minutesPerDay;
    out.push({ day, whole: { start: midnight + area.start, end: midnight + area.end } });
  }
  return out;
}

/** The week with the area open or closed. Painting never makes slots overlap. */
export function paint(week: WeekText, area: Area, open: boolean): WeekText {
  const board = boardOf(week);
  for (const { day, whole } of wholes(area)) {
    if (open) openUp(board, day, whole);
    else closeDown(board, whole);
  }
  return weekOf(board, week);
}

/** Adds the time that no slot covers yet. */
function openUp(board: Board, day: number, whole: Slot): void {
  for (const piece of without(whole, stretches(board.slots))) {
    const midnight = day * minutesPerDay;
    const own = { start: piece.start - midnight, end: piece.end - midnight };
    const slots = board.slots[day] ?? [];
    const continues = slots.some((s) => s.end === own.start && own.end <= maxEnd);
    if (own.start < minutesPerDay || continues) put(board, day, own);
    else put(board, day + 1, { start: own.start - minutesPerDay, end: own.end - minutesPerDay });
  }
}

/** Adds a slot to a day; one that touches its slots becomes part of them. */
function put(board: Board, day: number, slot: Slot): void {
  const d = day % 7;
  board.slots[d] = joined([...(board.slots[d] ?? []), slot]);
  board.touched.add(d);
}

/** Takes the time out of every slot that has it. */
function closeDown(board: Board, whole: Slot): void {
  const cuts = [-minutesPerWeek, 0, minutesPerWeek].map((by) => ({
    start: whole.start + by,
    end: whole.end + by,
  }));
  const moved: { day: number; slot: Slot }[] = [];
  for (const [d, slots] of board.slots.entries()) {
    const midnight = d * minutesPerDay;
    const own = cuts.map((cut) => ({ start: cut.start - midnight, end: cut.end - midnight }));
    const rest = slots.map((slot) => without(slot, own));
    if (rest.every((pieces, i) => pieces.length === 1 && sameSlot(pieces[0], slots[i]))) continue;
    // What is left behind midnight alone begins on the next day.
    for (const late of rest.flat().filter((piece) => piece.start >= minutesPerDay)) {
      moved.push({ day: d + 1, slot: { start: late.start - minutesPerDay, end: late.end - minutesPerDay } });
    }
    board.slots[d] = rest.flat().filter((piece) => piece.start < minutesPerDay);
    board.touched.add(d);
  }
  for (const { day, slot } of moved) put(board, day, slot);
}

const sameSlot = (a: Slot | undefined, b: Slot | undefined) => a?.start === b?.start && a?.end === b?.end;

/** What the grid draws in a column: the day's own slots, and what its neighbours have in the same time. */
export interface Column {
  own: Slot[];
  others: Slot[];
  /** Both as one. */
  open: Slot[];
}

export function columns(week: WeekText): Column[] {
  const { slots } = boardOf(week);
  return slots.map((own, d) => {
    const before = slots[(d + 6) % 7] ?? [];
    const after = slots[(d + 1) % 7] ?? [];
    const tails = before.map((s) => ({ start: s.start - minutesPerDay, end: s.end - minutesPerDay }));
    const heads = after.map((s) => ({ start: s.start + minutesPerDay, end: s.end + minutesPerDay }));
    const others = [...tails, ...heads];
    return {
      own: clipped(joined(own)),
      others: clipped(joined(others)),
      open: clipped(joined([...own, ...others])),
    };
  });
}

function clipped(slots: Slot[]): Slot[] {
  return slots
    .map((s) => ({ start: Math.max(0, s.start), end: Math.min(shownMinutes, s.end) }))
    .filter((s) => s.start < s.end);
}

/** Whether the whole cell is open. */
export const coversCell = (column: Column | undefined, minute: number, step: number): boolean =>
  column?.open.some((s) => s.start <= minute && minute + step <= s.end) ?? false;
