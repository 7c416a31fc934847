import { describe, expect, it } from "vitest";
import type { RuleInput } from "@/api/types";
import { ruleOf, triggersOf, valuesOf } from "./ruleValues";

const plain: RuleInput = {
  title: "営業時間",
  enabled: true,
  keywords: ["営業時間"],
  bubbles: [{ text: "10時です" }],
};

const full: RuleInput = {
  ...plain,
  keywords: ["予約.*(変更|取消)", "{1,2}"],
  match: "regex",
  keep: ["kana", "edges"],
  forbidden: ["キャンセル"],
  kinds: ["sticker", "image"],
  postbacks: [{ data: "action=a" }, { data: "b=", prefix: true }],
  schedule: {
    from: "2026-12-01",
    until: "2026-12-31",
    days: ["mon", "fri"],
    times: ["10:00-19:00", "22:00-26:00"],
    zone: "Europe/Berlin",
    hours: "outside",
    hoursName: "電話窓口",
  },
  audience: { any: ["常連"], all: ["会員"], none: ["退会"] },
  cooldownMinutes: 90,
  final: true,
  folder: "よくある質問",
};

const sent = (rule: RuleInput) => JSON.parse(JSON.stringify(ruleOf(valuesOf(rule, false))));

describe("a rule in the fields of the editor", () => {
  it("comes out as it went in, with everything that a rule can say", () => {
    expect(sent(full)).toEqual(full);
  });

  it("says nothing about what nobody chose", () => {
    expect(sent(plain)).toEqual(plain);
  });

  it("keeps a uniform reply to other kinds", () => {
    expect(sent({ ...plain, keywords: [], anyKind: true })).toEqual({
      ...plain,
      keywords: [],
      anyKind: true,
    });
  });

  it("begins with keywords when nobody has said what it answers, and stays uniform when somebody has", () => {
    const empty = { ...plain, keywords: [] };
    expect(valuesOf(empty, true).triggers).toEqual(["keyword"]);
    expect(valuesOf(empty, false).triggers).toEqual([]);
  });

  it("leaves out what belongs to another kind of rule", () => {
    const values = valuesOf(full, false);
    const stickers = ruleOf({ ...values, triggers: ["kind"] });
    expect(stickers).toMatchObject({ keywords: [], kinds: ["sticker", "image"] });
    expect(stickers.match ?? stickers.keep ?? stickers.forbidden ?? stickers.postbacks).toBeUndefined();
    expect(ruleOf({ ...values, triggers: [] }).kinds).toBeUndefined();
  });

  it("drops empty words and fields, and times of all days", () => {
    const values = valuesOf(plain, false);
    expect(
      ruleOf({
        ...values,
        title: " 営業時間 ",
        triggers: ["keyword", "postback"],
        keywords: [" 何時 ", " "],
        postbacks: [{ data: "" }, { data: "a" }],
        folder: " ",
        schedule: {
          ...values.schedule,
          days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
          hoursName: "電話",
        },
      }),
    ).toEqual({ ...plain, keywords: ["何時"], postbacks: [{ data: "a" }] });
  });

  it("keeps the spaces of regular expressions", () => {
    expect(ruleOf({ ...valuesOf(full, false), keywords: [" a "] }).keywords).toEqual([" a "]);
  });

  it("tells what a rule answers, keywords first", () => {
    expect(triggersOf(full)).toEqual(["keyword", "kind", "postback"]);
    expect(triggersOf({ ...plain, keywords: [] })).toEqual([]);
  });
});
