import { useState } from "react";

let last = 0;
const fresh = () => ++last;

/** Keys for the items of a list that have none: what moves keeps its own, what is added gets a new one. */
export function useKeys(length: number): {
  keys: number[];
  change: (next: (keys: number[]) => number[]) => void;
} {
  const [keys, setKeys] = useState<number[]>([]);
  const known =
    keys.length === length
      ? keys
      : [...keys.slice(0, length), ...Array.from({ length: length - keys.length }, fresh)];
  if (known !== keys) setKeys(known);
  return { keys: known, change: (next) => setKeys(next(known)) };
}

export function moved<T>(items: T[], from: number, to: number): T[] {
  const next = [...items];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(to, 0, taken);
  return next;
}
