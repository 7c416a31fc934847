import { describe, expect, it } from "vitest";
import type { Hours } from "@/api/types";
import { nowBy, sentenceOf } from "../sentence";
import { type Holidays, holidaysOf, hoursFromApi, hoursToApi, stateAt } from "./schedule";

const shop: Hours = {
  zone: "Asia/Tokyo",
  week: { fri: ["10:00-14:00", "17:00-25:00"], sun: ["22:00-26:00"] },
};
// 2026-11-20 is a Friday.
const tokyo = (text: string) => Date.parse(`${text}+09:00`);
const none: Holidays = new Map();
const state = (hours: Hours, at: string, holidays = none) =>
  stateAt(hoursFromApi(hours), holidays, tokyo(at));

describe("inside business hours", () => {
  it.each([
    ["just before opening", "2026-11-20T09:59:59", false],
    ["at opening", "2026-11-20T10:00:00", true],
    ["at closing", "2026-11-20T14:00:00", false],
    ["between two slots", "2026-11-20T15:30:00", false],
    ["after midnight of a slot that runs over", "2026-11-21T00:59:00", true],
    ["when that slot ends", "2026-11-21T01:00:00", false],
    ["on Monday while Sunday's slot still runs", "2026-11-23T01:30:00", true],
    ["on a day without slots", "2026-11-24T12:00:00", false],
  ])("%s", (_name, at, inside) => {
    expect(state(shop, at)?.inside).toBe(inside);
  });

  it("is not known in a zone that the browser does not know", () => {
    expect(state({ ...shop, zone: "Mars/Base" }, "2026-11-20T10:00:00")).toBeUndefined();
  });
});

describe("the next change", () => {
  it.each([
    ["the opening of today", "2026-11-20T09:00:00", "2026-11-20", 600],
    ["the second opening of today", "2026-11-20T14:00:00", "2026-11-20", 1020],
    ["the opening of another day", "2026-11-21T12:00:00", "2026-11-22", 1320],
    ["the closing of today", "2026-11-20T10:00:00", "2026-11-20", 840],
    ["the closing after midnight, seen the evening before", "2026-11-20T18:00:00", "2026-11-21", 60],
    ["the closing after midnight, seen behind it", "2026-11-21T00:30:00", "2026-11-21", 60],
  ])("is %s", (_name, at, date, minute) => {
    expect(state(shop, at)?.until).toEqual({ date, minute });
  });

  it("runs through slots that lead into each other", () => {
    const bar = { ...shop, week: { fri: ["18:00-24:00"], sat: ["00:00-03:00"] } };
    expect(state(bar, "2026-11-20T20:00:00")?.until).toEqual({ date: "2026-11-21", minute: 180 });
  });

  it("is missing when it is always open, or never", () => {
    const day = ["00:00-24:00"];
    const always = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
    expect(state({ ...shop, week: always }, "2026-11-20T20:00:00")).toEqual({
      inside: true,
      until: undefined,
    });
    expect(state({ ...shop, week: {} }, "2026-11-20T20:00:00")).toEqual({ inside: false, until: undefined });
  });
});

describe("public holidays", () => {
  const week = { mon: ["10:00-19:00"], tue: ["10:00-19:00"], sun: ["20:00-26:00"] };
  // Monday 2026-11-23 is one; the calendar begins on that day.
  const calendar = holidaysOf(
    ["2026-11-23", "2026-11-24", "2026-11-25"].map((date, i) => ({
      date,
      source: "week" as const,
      slots: [],
      holiday: i === 0 ? "勤労感謝の日" : undefined,
    })),
  );
  const closed: Hours = { zone: "Asia/Tokyo", week, holidays: { mode: "closed" } };

  it("change nothing when they are like other days", () => {
    expect(state({ zone: "Asia/Tokyo", week }, "2026-11-23T12:00:00")?.inside).toBe(true);
  });

  it("close, and the next opening is on the day after", () => {
    expect(state(closed, "2026-11-23T12:00:00", calendar)).toEqual({
      inside: false,
      until: { date: "2026-11-24", minute: 600 },
    });
  });

  it("have hours of their own", () => {
    const own: Hours = { ...closed, holidays: { mode: "own", slots: ["12:00-15:00"] } };
    expect(state(own, "2026-11-23T11:00:00", calendar)?.until).toEqual({ date: "2026-11-23", minute: 720 });
    expect(state(own, "2026-11-23T12:00:00", calendar)?.inside).toBe(true);
  });

  it("are not guessed for a day that the calendar does not have", () => {
    expect(state(closed, "2026-11-30T12:00:00", calendar)).toBeUndefined();
    expect(state(closed, "2026-11-24T20:00:00", calendar)).toEqual({ inside: false, until: undefined });
  });

  it("of yesterday matter only while yesterday's slots could still run", () => {
    expect(state(closed, "2026-11-23T01:00:00", calendar)).toBeUndefined();
    expect(state(closed, "2026-11-23T02:00:00", calendar)?.inside).toBe(false);
  });

  it("that only the server knows are taken from it", () => {
    const at = tokyo("2026-11-23T01:00:00");
    const now = { inside: true, method: "manual" as const, rulesAnswer: false, reason: "inside_hours" };
    expect(nowBy(hoursFromApi(closed), calendar, at, now)).toEqual({ inside: true });
    expect(nowBy(hoursFromApi(closed), calendar, at, { ...now, reason: "hours_off" })).toBeUndefined();
    expect(nowBy(hoursFromApi(closed), calendar, at, undefined)).toBeUndefined();
  });
});

describe("special days", () => {
  const hours: Hours = {
    zone: "Asia/Tokyo",
    week: { fri: ["10:00-19:00"], sat: ["10:00-19:00"] },
    holidays: { mode: "closed" },
    special: [
      { date: "11-20", name: "創業の日", closed: true },
      { date: "2026-11-20", name: "セール", slots: ["06:00-30:00"] },
    ],
  };

  it("beat holidays and the week, and the day of one year beats that of every year", () => {
    expect(state(hours, "2026-11-20T07:00:00")?.inside).toBe(true);
    expect(state(hours, "2026-11-21T05:00:00", new Map([["2026-11-21", ""]]))?.inside).toBe(true);
    expect(stateAt(hoursFromApi(hours), none, tokyo("2027-11-20T12:00:00"))?.inside).toBe(false);
  });

  it("come back from the API as they went, and a closed day sends no slots", () => {
    const text = hoursFromApi(hours);
    expect(hoursToApi(text).special).toEqual([
      { date: "11-20", name: "創業の日", closed: true },
      { date: "2026-11-20", name: "セール", closed: false, slots: ["06:00-30:00"] },
    ]);
    text.special[1] = { ...text.special[1], name: " セール ", closed: true, date: "2026-11-20", slots: [] };
    expect(hoursToApi(text).special?.[1]).toEqual({ date: "2026-11-20", name: "セール", closed: true });
  });
});

describe("the sentence", () => {
  const settings = {
    chat: true,
    hours: true,
    inside: "manual" as const,
    outside: "manual+auto" as const,
    greeting: false,
    manualMinutes: 60,
    greetingBubbles: [],
  };
  it.each([
    ["inside", settings, true, "inside.manual"],
    ["outside", settings, false, "outside.both"],
    ["while it is not known", settings, undefined, "always.manual"],
    ["with hours off", { ...settings, hours: false }, false, "always.manual"],
    ["with chat off", { ...settings, chat: false }, true, "chatOff"],
  ])("%s", (_name, chosen, inside, key) => {
    expect(sentenceOf(chosen, inside)).toBe(key);
  });
});
