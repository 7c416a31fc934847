import { describe, expect, it } from "vitest";
import { parseClock, slotFaults, tidyClock } from "./slots";
import { copyDay, weekFaults, weekFromApi, weekToApi } from "./week";

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
  const closed = weekFromApi({});

  it("are none in a week with slots over midnight, and it comes back as it was", () => {
    const week = { fri: ["10:00-14:00", "17:00-25:00"], sun: ["22:00-26:00"] };
    const text = weekFromApi(week);
    expect(weekFaults(text).size).toBe(0);
    expect(weekToApi(text)).toEqual(week);
  });

  it("name the slot that cannot be read, ends too early or overlaps", () => {
    const faults = weekFaults({
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
    const faults = weekFaults({
      ...closed,
      sun: [{ start: "20:00", end: "26:00" }],
      mon: [{ start: "01:00", end: "03:00" }],
    });
    expect([...faults]).toEqual([["mon.0", "overlap"]]);
  });
});

describe("faults of a day that stands for itself", () => {
  it("name the later of two slots that overlap, in the order in which they are written", () => {
    const faults = slotFaults([
      { start: "13:00", end: "15:00" },
      { start: "10:00", end: "13:30" },
      { start: "15:00", end: "27:00" },
      { start: "24:00", end: "25:00" },
    ]);
    expect([...faults]).toEqual([
      [1, "overlap"],
      [3, "order"],
    ]);
  });
});

describe("copying a day", () => {
  it("gives other days the same slots, and later changes of one leave the others alone", () => {
    const week = weekFromApi({ mon: ["10:00-19:00"], tue: ["08:00-09:00"] });
    const copied = copyDay(week, "mon", ["tue", "sun"]);
    expect(weekToApi(copied)).toEqual({ mon: ["10:00-19:00"], tue: ["10:00-19:00"], sun: ["10:00-19:00"] });
    expect(copied.tue[0]).not.toBe(copied.mon[0]);
    expect(weekToApi(week).tue).toEqual(["08:00-09:00"]);
  });
});
