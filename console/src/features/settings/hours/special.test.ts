import { describe, expect, it } from "vitest";
import { isDate, nextTime, span, wallClock, weekdayOf } from "./dates";
import { datesOf, draftFaults, listed, type SpecialDraft, withDraft } from "./special";

const day = (date: string, name = date) => ({ date, name, closed: true, slots: [] });
const draft = (part: Partial<SpecialDraft>): SpecialDraft => ({
  date: "2026-12-31",
  until: "",
  name: "大晦日",
  closed: true,
  slots: [],
  ...part,
});

describe("dates", () => {
  it.each(["2026-12-31", "2028-02-29", "12-31", "02-29"])("%s is one", (date) => {
    expect(isDate(date)).toBe(true);
  });

  it.each(["", "2026-02-29", "02-30", "13-01", "2026-1-1", "-31", "12-", "0000-01-01"])(
    "%s is none",
    (date) => {
      expect(isDate(date)).toBe(false);
    },
  );

  it("of every year come this year or next, 29 February in a leap year", () => {
    expect(nextTime("12-31", "2026-11-22")).toBe("2026-12-31");
    expect(nextTime("01-02", "2026-11-22")).toBe("2027-01-02");
    expect(nextTime("11-22", "2026-11-22")).toBe("2026-11-22");
    expect(nextTime("02-29", "2026-11-22")).toBe("2028-02-29");
    expect(nextTime("2026-11-21", "2026-11-22")).toBeUndefined();
  });

  it("in a row go over the turn of the year, once or every year", () => {
    expect(span("2026-12-30", "2027-01-02")).toEqual([
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
    ]);
    expect(span("12-30", "01-02")).toEqual(["12-30", "12-31", "01-01", "01-02"]);
    expect(span("2026-12-30", "2026-12-29")).toBeUndefined();
    expect(span("12-30", "12-29")).toBeUndefined();
    expect(span("2026-12-30", "01-02")).toBeUndefined();
  });

  it("are those of the zone, not of the browser", () => {
    const at = Date.parse("2026-11-22T15:30:00Z");
    expect(wallClock("Asia/Tokyo", at)).toEqual({ date: "2026-11-23", minute: 30 });
    expect(wallClock("America/New_York", at)).toEqual({ date: "2026-11-22", minute: 630 });
    expect(weekdayOf("2026-11-23")).toBe("mon");
  });
});

describe("the list", () => {
  it("has what comes next first, and the past apart with the latest first", () => {
    const special = [
      day("2027-05-01"),
      day("2026-11-01"),
      day("01-02"),
      day("2026-11-21"),
      day("2026-11-22"),
    ];
    const { coming, past } = listed(special, "2026-11-22");
    expect(coming.map((d) => [d.day.date, d.index])).toEqual([
      ["2026-11-22", 4],
      ["01-02", 2],
      ["2027-05-01", 0],
    ]);
    expect(past.map((d) => d.day.date)).toEqual(["2026-11-21", "2026-11-01"]);
  });
});

describe("the form", () => {
  it("makes one day, or one for each of several in a row", () => {
    expect(datesOf(draft({}))).toEqual(["2026-12-31"]);
    const next = withDraft(
      [day("2026-11-01")],
      draft({ until: "2027-01-01", name: " 年末年始 " }),
      undefined,
    );
    expect(next.map((d) => [d.date, d.name])).toEqual([
      ["2026-11-01", "2026-11-01"],
      ["2026-12-31", "年末年始"],
      ["2027-01-01", "年末年始"],
    ]);
  });

  it("puts an edited day where it was", () => {
    const next = withDraft([day("01-01"), day("01-02"), day("01-03")], draft({ date: "01-09" }), 1);
    expect(next.map((d) => d.date)).toEqual(["01-01", "01-09", "01-03"]);
  });

  it.each<[string, Partial<SpecialDraft>, object]>([
    ["nothing", {}, {}],
    ["no date", { date: "" }, { date: "date" }],
    ["a date that is taken", { date: "01-01" }, { date: "taken" }],
    ["a date in the row that is taken", { date: "12-31", until: "01-02" }, { date: "taken" }],
    ["a last day before the first", { until: "2026-12-01" }, { until: "span" }],
    ["more than 31 days", { until: "2027-01-31" }, { until: "span" }],
    ["no name", { name: " " }, { name: "nameMissing" }],
    ["a name of 51 characters", { name: "𠮷".repeat(51) }, { name: "nameLong" }],
    ["a name of 50 characters", { name: "𠮷".repeat(50) }, {}],
    ["open without hours", { closed: false }, { slots: "noSlots" }],
    [
      "hours that end before they begin",
      { closed: false, slots: [{ start: "12:00", end: "10:00" }] },
      { slots: "slots" },
    ],
    ["hours of a closed day, which do not count", { slots: [{ start: "x", end: "y" }] }, {}],
  ])("says what is wrong: %s", (_name, part, faults) => {
    expect(draftFaults(draft(part), [day("01-01")])).toEqual(faults);
  });
});
