import { expect, it } from "vitest";
import { hoursFromApi } from "./hours/schedule";
import { changedSchedules, mergeSchedules, tidySchedules } from "./schedules";

const monday = (slot: string) => hoursFromApi({ zone: "Asia/Tokyo", week: { mon: [slot] } });
const saved = { "": monday("10:00-19:00"), 電話: monday("09:00-12:00") };

it("what somebody else saved is taken, but for the schedule that is being edited", () => {
  const draft = { ...saved, 電話: monday("09:00-13:00") };
  const server = { "": monday("11:00-19:00"), 電話: monday("08:00-12:00"), 二階: monday("10:00-11:00") };
  expect(mergeSchedules(draft, saved, server)).toEqual({ ...server, 電話: draft.電話 });
});

it("a schedule that is gone goes, edited or not", () => {
  const draft = { ...saved, 電話: monday("09:00-13:00") };
  expect(Object.keys(mergeSchedules(draft, saved, { "": saved[""] }))).toEqual([""]);
});

it("only what differs is saved", () => {
  expect(changedSchedules(saved, saved)).toEqual([]);
  expect(changedSchedules({ ...saved, 電話: monday("09:00-13:00") }, saved)).toEqual(["電話"]);
  expect(changedSchedules(tidySchedules(saved), saved)).toEqual([]);
});
