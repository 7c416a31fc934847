import { describe, expect, it } from "vitest";
import { faultsOf, isInside, parseClock, tidyClock, toText, toWeek } from "./hours";

const hours = {
  zone: "Asia/Tokyo",
  week: { fri: ["10:00-14:00", "17:00-25:00"], sun: ["22:00-26:00"] },
};
// 2026-11-20 is a Friday.
const tokyo = (text: string) => Date.parse(`${text}+09:00`);

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
    expect(isInside(hours, tokyo(at))).toBe(inside);
  });

  it("is not known in a zone that the browser does not know", () => {
    expect(isInside({ ...hours, zone: "Mars/Base" }, 0)).toBeUndefined();
  });
});

describe("a time as it is typed", () => {
  it.each([
    ["9:00", "09:00"],
    ["9", "09:00"],
    ["930", "09:30"],
    ["２５：００", "25:00"],
    [" 10:30 ", "10:30"],
  ])("%s is %s", (typed, tidy) => {
    expect(tidyClock(typed)).toBe(tidy);
  });

  it.each(["", "abc", "10:60", "48:01", "10:0"])("%s is none", (typed) => {
    expect(parseClock(typed)).toBeUndefined();
  });
});

describe("faults of a week", () => {
  const closed = toText({});
  it("are none in a week with slots over midnight, and it comes back as it was", () => {
    const text = toText(hours.week);
    expect(faultsOf(text).size).toBe(0);
    expect(toWeek(text)).toEqual(hours.week);
  });

  it("name the slot that cannot be read, ends too early or overlaps", () => {
    const faults = faultsOf({
      ...closed,
      mon: [{ start: "x", end: "10:00" }],
      tue: [{ start: "19:00", end: "10:00" }],
      wed: [
        { start: "10:00", end: "12:00" },
        { start: "11:00", end: "13:00" },
      ],
    });
    expect([...faults]).toEqual([
      ["mon.0", "format"],
      ["tue.0", "order"],
      ["wed.1", "overlap"],
    ]);
  });

  it("see Sunday night reach into Monday", () => {
    const faults = faultsOf({
      ...closed,
      sun: [{ start: "20:00", end: "26:00" }],
      mon: [{ start: "01:00", end: "03:00" }],
    });
    expect([...faults]).toEqual([["mon.0", "overlap"]]);
  });
});
