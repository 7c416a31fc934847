import { describe, expect, test } from "vitest";
import { formatOf, grouped } from "./transfer";

describe("the format of a file", () => {
  test.each([
    ["shop.yaml", "version: 1", "yaml"],
    ["SHOP.YML", "{", "yaml"],
    ["shop.json", "", "json"],
    ["ルール.csv", "タイトル", "csv"],
    ["Unicode.txt", "タイトル\t本文1", "csv"],
    ["download.txt", '\uFEFF {"version": 1}', "json"],
    ["download", "version: 1", "yaml"],
    ["download", "[", "json"],
  ])("%s that begins with %j is %s", (name, start, format) => {
    expect(formatOf(name, start)).toBe(format);
  });
});

test("steps are grouped by what they do, in one order", () => {
  const groups = grouped([
    { what: "rule.remove", title: "一" },
    { what: "settings.change", title: "" },
    { what: "rule.add", title: "二" },
    { what: "greeting_back.change", title: "" },
    { what: "schedule.add", title: "電話" },
  ]);
  expect(groups.map((g) => [g.kind, g.steps.map((s) => s.what)])).toEqual([
    ["add", ["rule.add", "schedule.add"]],
    ["change", ["settings.change", "greeting_back.change"]],
    ["remove", ["rule.remove"]],
  ]);
});
