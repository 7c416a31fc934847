import { useState } from "react";

const maxSteps = 100;

interface Past<T> {
  value: T;
  /** What the step after it was called. */
  name?: string;
}

interface State<T> {
  value: T;
  past: Past<T>[];
}

/** A value whose changes can be taken back. */
export function useUndo<T>(start: T) {
  const [{ value, past }, setState] = useState<State<T>>({ value: start, past: [] });
  return {
    value,
    canUndo: past.length > 0,
    /** Changes with the same name in a row are one step. */
    change: (change: (value: T) => T, name?: string) =>
      setState((state) => {
        const next = change(state.value);
        if (Object.is(next, state.value)) return state;
        const joins = name !== undefined && state.past.at(-1)?.name === name;
        return {
          value: next,
          past: joins ? state.past : [...state.past, { value: state.value, name }].slice(-maxSteps),
        };
      }),
    undo: () =>
      setState((state) => {
        const last = state.past.at(-1);
        return last ? { value: last.value, past: state.past.slice(0, -1) } : state;
      }),
    /** The same value in its tidy form: no step of its own. */
    tidy: (value: T) => setState((state) => ({ ...state, value })),
    /** What was done until now is not undone any more. */
    forget: () => setState(({ value }) => ({ value, past: [] })),
    reset: (value: T) => setState({ value, past: [] }),
  };
}
