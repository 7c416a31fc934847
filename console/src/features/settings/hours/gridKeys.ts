import { type Area, areaBetween, type Cell, shownMinutes } from "./paint";

export interface Pick {
  cell: Cell;
  /** Where a range began that shift and the arrows extend. */
  anchor?: Cell;
}

export type Act =
  | { kind: "move"; pick: Pick }
  | { kind: "toggle" | "close"; area: Area }
  | { kind: "undo" | "cancel" };

interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

const pageMinutes = 3 * 60;

/** What a key does in the grid; undefined when it is not the grid's. */
export function actOf(event: Key, { cell, anchor }: Pick, step: number): Act | undefined {
  const mod = event.ctrlKey || event.metaKey;
  const area = areaBetween(anchor ?? cell, cell, step);
  if (mod && event.key.toLowerCase() === "z" && !event.shiftKey) return { kind: "undo" };
  if (event.key === " " || event.key === "Enter") return { kind: "toggle", area };
  if (event.key === "Delete" || event.key === "Backspace") return { kind: "close", area };
  if (event.key === "Escape") return { kind: "cancel" };
  const next = moved(event.key, mod, cell, step);
  if (!next) return undefined;
  return { kind: "move", pick: { cell: next, anchor: event.shiftKey ? (anchor ?? cell) : undefined } };
}

function moved(key: string, mod: boolean, { day, minute }: Cell, step: number): Cell | undefined {
  const last = shownMinutes - step;
  const to = (d: number, m: number): Cell => ({
    day: Math.min(6, Math.max(0, d)),
    minute: Math.min(last, Math.max(0, m)),
  });
  switch (key) {
    case "ArrowUp":
      return to(day, minute - step);
    case "ArrowDown":
      return to(day, minute + step);
    case "ArrowLeft":
      return to(day - 1, minute);
    case "ArrowRight":
      return to(day + 1, minute);
    case "PageUp":
      return to(day, minute - pageMinutes);
    case "PageDown":
      return to(day, minute + pageMinutes);
    case "Home":
      return mod ? to(0, 0) : to(0, minute);
    case "End":
      return mod ? to(6, last) : to(6, minute);
    default:
      return undefined;
  }
}

export const picksCell = ({ cell, anchor }: Pick, day: number, minute: number): boolean => {
  if (!anchor) return false;
  const { firstDay, lastDay, start, end } = areaBetween(anchor, cell, 1);
  return firstDay <= day && day <= lastDay && start <= minute && minute < end;
};
