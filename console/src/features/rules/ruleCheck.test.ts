import { createInstance, type TFunction } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "@/api/problem";
import ja from "@/i18n/ja";
import { checkRule, faultyParts, placeErrors } from "./ruleCheck";
import { ruleOf, valuesOf } from "./ruleValues";

let t: TFunction<"rules">;

beforeAll(async () => {
  const i18n = createInstance();
  await i18n.init({
    lng: "ja",
    resources: { ja: { rules: ja.rules } },
    interpolation: { escapeValue: false },
  });
  t = i18n.getFixedT("ja", "rules");
});

const good = valuesOf(
  { title: "予約", enabled: true, keywords: ["予約"], bubbles: [{ text: "はい" }] },
  false,
);

describe("what the browser sees at once", () => {
  it("is nothing in a rule that is right", () => {
    expect(checkRule(good, t)).toEqual({});
  });

  it("names each field that has a fault", () => {
    const bad = {
      ...good,
      title: "",
      triggers: ["keyword", "kind", "postback"] as typeof good.triggers,
      keywords: [],
      schedule: { ...good.schedule, times: [{ start: "いつ", end: "10:00" }] },
      cooldownMinutes: -1,
      folder: "あ".repeat(51),
      bubbles: [{ text: "" }],
    };
    expect(Object.keys(checkRule(bad, t)).sort()).toEqual([
      "bubbles",
      "cooldownMinutes",
      "folder",
      "keywords",
      "kinds",
      "postbacks",
      "schedule.times",
      "title",
    ]);
  });

  it("looks at keywords as regular expressions only where they are", () => {
    const open = { ...good, keywords: ["予約("] };
    expect(checkRule(open, t)).toEqual({});
    expect(checkRule({ ...open, match: "regex" as const }, t).keywords).toContain("「予約(」");
  });
});

describe("the server's faults", () => {
  const refused = (...places: string[]) =>
    new ApiError({
      status: 422,
      errors: places.map((location) => ({
        location: `body.${location}`,
        code: "x",
        message: `だめ(${location})`,
      })),
    });

  it("stand at the field they belong to, with the word they are about", () => {
    const sent = ruleOf({
      ...good,
      keywords: ["予約", "(", "変更"],
      audience: { any: ["常連", "会員"], all: [], none: [] },
      schedule: { ...good.schedule, times: [{ start: "19:00", end: "10:00" }] },
    });
    const placed = placeErrors(
      refused(
        "keywords[1]",
        "audience.any[1]",
        "schedule.times[0]",
        "schedule.from",
        "bubbles[0].text",
        "folder",
      ),
      sent,
      t,
    );
    expect(placed).toEqual({
      keywords: "「(」 だめ(keywords[1])",
      "audience.any": "「会員」 だめ(audience.any[1])",
      "schedule.times": "「19:00-10:00」 だめ(schedule.times[0])",
      "schedule.from": "だめ(schedule.from)",
      "bubbles.0.text": "だめ(bubbles[0].text)",
      folder: "だめ(folder)",
    });
    expect(faultyParts(placed).sort()).toEqual(["audience", "folder", "schedule"]);
  });

  it("at postbacks and kinds are told there, and those of no field for the whole", () => {
    const sent = { ...ruleOf(good), postbacks: [{ data: "a=1" }], kinds: ["sticker" as const] };
    expect(placeErrors(refused("postbacks[0].data", "kinds[0]", "updatedAt"), sent, t)).toEqual({
      postbacks: "「a=1」 だめ(postbacks[0].data)",
      kinds: "だめ(kinds[0])",
      "": "だめ(updatedAt)",
    });
  });
});
