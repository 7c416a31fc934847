// The schedules of an account while they are edited.
import { type HoursText, hoursFromApi, hoursToApi } from "./hours/schedule";

/** By name; "" is the one that every account has. */
export type Schedules = Record<string, HoursText>;

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What the server has now, but for schedules that are being edited here: those
 * stay as they are, unless they are gone.
 */
export function mergeSchedules(draft: Schedules, saved: Schedules, server: Schedules): Schedules {
  return Object.fromEntries(
    Object.entries(server).map(([name, hours]) => {
      const mine = draft[name];
      return [name, mine && !same(mine, saved[name]) ? mine : hours];
    }),
  );
}

/** The names of those that differ from what is saved. */
export const changedSchedules = (draft: Schedules, saved: Schedules): string[] =>
  Object.keys(draft).filter((name) => !same(draft[name], saved[name]));

export const tidySchedules = (all: Schedules): Schedules =>
  Object.fromEntries(Object.entries(all).map(([name, hours]) => [name, hoursFromApi(hoursToApi(hours))]));
