import { describe, expect, it } from "vitest";
import type { Week } from "@/api/types";
import { type Area, areaBetween, columns, coversCell, isAllOpen, paint } from "./paint";
import { days, weekFaults, weekFromApi, weekToApi } from "./week";

const hour = 60;
const [mon, fri, sat, sun] = [0, 4, 5, 6];
const on = (day: number, from: number, to: number): Area => ({
  firstDay: day,
  lastDay: day,
  start: from * hour,
  end: to * hour,
});
const opened = (week: Week, area: Area) => weekToApi(paint(weekFromApi(week), area, true));
const closed = (week: Week, area: Area) => weekToApi(paint(weekFromApi(week), area, false));

describe("opening", () => {
  it.each<[string, Week, Area, Week]>([
    ["an empty day gets a slot", {}, on(fri, 10, 19), { fri: ["10:00-19:00"] }],
    [
      "several days at once",
      {},
      { firstDay: mon, lastDay: 2, start: 9 * hour, end: 12 * hour },
      { mon: ["09:00-12:00"], tue: ["09:00-12:00"], wed: ["09:00-12:00"] },
    ],
    ["what touches becomes one slot", { fri: ["10:00-12:00"] }, on(fri, 12, 14), { fri: ["10:00-14:00"] }],
    [
      "what lies between two slots joins them",
      { fri: ["10:00-12:00", "14:00-18:00"] },
      on(fri, 11, 15),
      { fri: ["10:00-18:00"] },
    ],
    [
      "what is apart is a slot of its own, in order",
      { fri: ["17:00-19:00"] },
      on(fri, 10, 14),
      { fri: ["10:00-14:00", "17:00-19:00"] },
    ],
    ["past midnight it goes on to 30:00", {}, on(fri, 20, 30), { fri: ["20:00-30:00"] }],
    [
      "behind a slot that ends at midnight it makes that longer",
      { fri: ["18:00-24:00"] },
      on(fri, 24, 26),
      { fri: ["18:00-26:00"] },
    ],
    ["past midnight alone it belongs to the day after", {}, on(fri, 25, 27), { sat: ["01:00-03:00"] }],
    ["past Sunday's midnight alone it belongs to Monday", {}, on(sun, 25, 27), { mon: ["01:00-03:00"] }],
    [
      "the tail of the day before is not opened twice",
      { fri: ["20:00-26:00"] },
      on(sat, 0, 5),
      { fri: ["20:00-26:00"], sat: ["02:00-05:00"] },
    ],
    [
      "Sunday's tail is not opened twice on Monday",
      { sun: ["20:00-26:00"] },
      on(mon, 1, 4),
      { sun: ["20:00-26:00"], mon: ["02:00-04:00"] },
    ],
    [
      "the morning after is not opened twice",
      { sat: ["01:00-05:00"] },
      on(fri, 17, 26),
      { fri: ["17:00-25:00"], sat: ["01:00-05:00"] },
    ],
    [
      "around a slot of the morning after, the rest joins that one",
      { sat: ["01:00-02:00"] },
      on(fri, 17, 30),
      { fri: ["17:00-25:00"], sat: ["01:00-06:00"] },
    ],
    [
      "what is open already stays as it is",
      { fri: ["09:00-20:00"] },
      on(fri, 10, 12),
      { fri: ["09:00-20:00"] },
    ],
    ["minutes off the grid are kept", { fri: ["10:07-12:00"] }, on(fri, 12, 13), { fri: ["10:07-13:00"] }],
  ])("%s", (_name, week, area, want) => {
    expect(opened(week, area)).toEqual(want);
  });
});

describe("closing", () => {
  it.each<[string, Week, Area, Week]>([
    [
      "the middle of a slot splits it",
      { fri: ["10:00-19:00"] },
      on(fri, 12, 13),
      { fri: ["10:00-12:00", "13:00-19:00"] },
    ],
    ["a whole day", { fri: ["10:00-12:00", "14:00-19:00"] }, on(fri, 0, 24), {}],
    [
      "the tail from the column of its day",
      { fri: ["20:00-28:00"] },
      on(fri, 24, 30),
      { fri: ["20:00-24:00"] },
    ],
    [
      "the tail from the column of the day after",
      { fri: ["20:00-28:00"] },
      on(sat, 0, 6),
      { fri: ["20:00-24:00"] },
    ],
    [
      "the morning after from the column of the day before",
      { sat: ["02:00-12:00"] },
      on(fri, 24, 30),
      { sat: ["06:00-12:00"] },
    ],
    ["Sunday's tail from Monday's column", { sun: ["20:00-28:00"] }, on(mon, 0, 6), { sun: ["20:00-24:00"] }],
    [
      "what is left behind midnight begins on the day after",
      { fri: ["20:00-28:00"] },
      on(fri, 19, 25),
      { sat: ["01:00-04:00"] },
    ],
    [
      "the hour around midnight",
      { sun: ["20:00-28:00"] },
      on(sun, 23, 25),
      { sun: ["20:00-23:00"], mon: ["01:00-04:00"] },
    ],
    ["what is closed already", { fri: ["10:00-12:00"] }, on(fri, 13, 14), { fri: ["10:00-12:00"] }],
  ])("%s", (_name, week, area, want) => {
    expect(closed(week, area)).toEqual(want);
  });
});

describe("what is not painted", () => {
  it("keeps its texts, also those that cannot be read", () => {
    const week = weekFromApi({ mon: ["10:00-12:00"], fri: ["10:00-12:00"] });
    week.mon.push({ start: "1x", end: "" });
    week.fri.push({ start: "half", end: "typed" });
    const next = paint(week, on(fri, 12, 13), true);
    expect(next.mon).toBe(week.mon);
    expect(next.fri).toEqual([
      { start: "10:00", end: "13:00" },
      { start: "half", end: "typed" },
    ]);
  });

  it("is the very same week when nothing changes", () => {
    const week = weekFromApi({ fri: ["10:00-12:00"] });
    expect(paint(week, on(fri, 10, 11), true)).toBe(week);
    expect(paint(week, on(fri, 20, 21), false)).toBe(week);
  });
});

describe("what a cell shows", () => {
  const week = weekFromApi({ fri: ["20:00-26:00"], sun: ["22:00-25:00"] });

  it("is open on its own day and on the day after", () => {
    expect(isAllOpen(week, on(fri, 25, 26))).toBe(true);
    expect(isAllOpen(week, on(sat, 1, 2))).toBe(true);
    expect(isAllOpen(week, on(sat, 1, 3))).toBe(false);
    const drawn = columns(week);
    expect(drawn[fri]?.own).toEqual([{ start: 20 * hour, end: 26 * hour }]);
    expect(drawn[sat]?.others).toEqual([{ start: 0, end: 2 * hour }]);
    expect(drawn[mon]?.others).toEqual([{ start: 0, end: hour }]);
    expect(coversCell(drawn[sat], 90, 30)).toBe(true);
    expect(coversCell(drawn[sat], 120, 30)).toBe(false);
  });

  it("is the rectangle between two cells, whichever comes first", () => {
    const area = areaBetween({ day: 4, minute: 600 }, { day: 1, minute: 540 }, 30);
    expect(area).toEqual({ firstDay: 1, lastDay: 4, start: 540, end: 630 });
  });
});

// A slow and obvious week: a flag for each quarter of an hour.
class Quarters {
  readonly flags: boolean[] = Array.from({ length: 7 * 96 }, () => false);

  set({ firstDay, lastDay, start, end }: Area, open: boolean): void {
    for (let day = firstDay; day <= lastDay; day += 1) {
      for (let q = start / 15; q < end / 15; q += 1) this.flags[(day * 96 + q) % this.flags.length] = open;
    }
  }

  static of(week: Week): Quarters {
    const out = new Quarters();
    for (const [d, day] of days.entries()) {
      for (const slot of week[day] ?? []) {
        const [start = 0, end = 0] = slot.split("-").map((clock) => {
          const [h = 0, m = 0] = clock.split(":").map(Number);
          return h * hour + m;
        });
        out.set({ firstDay: d, lastDay: d, start, end }, true);
      }
    }
    return out;
  }
}

describe("any strokes one after the other", () => {
  it("open and close exactly what they cover, and never make a fault", () => {
    let seed = 20261122;
    const below = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * n);
    };
    for (let round = 0; round < 30; round += 1) {
      let week = weekFromApi({});
      const want = new Quarters();
      for (let stroke = 0; stroke < 12; stroke += 1) {
        const cell = () => ({ day: below(7), minute: below(120) * 15 });
        const area = areaBetween(cell(), cell(), 15);
        const open = below(3) > 0;
        week = paint(week, area, open);
        want.set(area, open);
        expect(Quarters.of(weekToApi(week)).flags).toEqual(want.flags);
        expect([...weekFaults(week)]).toEqual([]);
      }
    }
  });
});
