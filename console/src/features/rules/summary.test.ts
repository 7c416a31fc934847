import { createInstance, type TFunction } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import en from "@/i18n/en";
import ja from "@/i18n/ja";
import { type RuleValues, valuesOf } from "./ruleValues";
import { daysText, spanText, summaryOf } from "./summary";

const t = {} as Record<"ja" | "en", TFunction<"rules">>;

beforeAll(async () => {
  for (const [language, rules] of [
    ["ja", ja.rules],
    ["en", en.rules],
  ] as const) {
    const i18n = createInstance();
    await i18n.init({
      lng: language,
      resources: { [language]: { rules } },
      interpolation: { escapeValue: false },
    });
    t[language] = i18n.getFixedT(language, "rules");
  }
});

const blank = valuesOf({ title: "", enabled: true, keywords: [], bubbles: [{ text: "" }] }, true);
const say = (change: Partial<RuleValues>, language: "ja" | "en" = "ja") =>
  summaryOf({ ...blank, ...change }, t[language], language);
const weekend = { ...blank.schedule, days: ["sat", "sun"] } as RuleValues["schedule"];

describe("when a rule answers, in a sentence", () => {
  it("says the simple case simply", () => {
    expect(say({ keywords: ["営業時間"] })).toBe(
      "「営業時間」とぴったり同じメッセージが届いたとき、1つの吹き出しで返信します。",
    );
    expect(say({ keywords: ["営業時間"] }, "en")).toBe(
      "When a message is exactly “営業時間”, it answers with 1 bubble.",
    );
  });

  it("says all conditions in one sentence", () => {
    expect(
      say({
        keywords: ["営業時間", "何時", "いつまで", "定休日"],
        match: "contains",
        forbidden: ["キャンセル"],
        schedule: {
          ...blank.schedule,
          days: ["mon", "tue", "wed", "thu", "fri"],
          times: [{ start: "10:00", end: "19:00" }],
        },
        audience: { any: ["常連", "会員"], all: [], none: ["退会"] },
        cooldownMinutes: 60,
        final: true,
        bubbles: [{ text: "a" }, { text: "b" }],
      }),
    ).toBe(
      "月〜金の10:00〜19:00に、タグ「常連」「会員」のどれかがある、タグ「退会」がない友だちから「営業時間」「何時」ほか2個のどれかを含むメッセージ（「キャンセル」を含むものを除く）が届いたとき、1人につき1時間に1回まで、2つの吹き出しで返信します。返信したトークは、未対応に数えません。",
    );
  });

  it("says kinds, buttons, and several of them", () => {
    expect(say({ triggers: ["kind"], kinds: ["image", "sticker"] })).toContain(
      "スタンプ・画像が届いたとき、",
    );
    expect(say({ triggers: ["keyword", "postback"], keywords: ["クーポン"] })).toBe(
      "「クーポン」とぴったり同じメッセージが届いたとき、または決まったデータのボタンやメニューが押されたとき、1つの吹き出しで返信します。",
    );
    expect(say({ triggers: [] })).toContain("ほかの応答メッセージが当てはまらないテキストが届いたとき");
    expect(say({ triggers: [], anyKind: true })).toContain("（スタンプや画像なども）");
  });

  it("says hours, alone and within days", () => {
    const outside = { ...blank.schedule, hours: "outside" as const };
    expect(say({ schedule: outside })).toMatch(/^応答時間外に、/);
    expect(say({ schedule: { ...outside, hoursName: "電話窓口" } })).toMatch(/^「電話窓口」の応答時間外に、/);
    expect(say({ schedule: { ...weekend, hours: "inside" } })).toMatch(/^土・日のうち応答時間内に、/);
  });

  it("says dates and a zone that is not Tokyo's", () => {
    expect(say({ schedule: { ...blank.schedule, from: "2026-12-01", until: "2026-12-31" } })).toMatch(
      /^2026年12月1日から2026年12月31日までの間に、/,
    );
    const times = [{ start: "22:00", end: "26:00" }];
    expect(say({ schedule: { ...blank.schedule, times, zone: "Europe/Berlin" } })).toMatch(
      /^22:00〜26:00（Europe\/Berlin）に、/,
    );
  });

  it("says that it is off", () => {
    expect(say({ keywords: ["あ"], enabled: false })).toMatch(/いまはオフなので、返信しません。$/);
  });
});

describe("parts of the sentence", () => {
  it("draws neighbouring weekdays together, and says nothing of all of them", () => {
    expect(daysText(["mon", "wed", "thu", "fri", "sun"], t.ja, "ja")).toBe("月・水〜金・日");
    expect(daysText(["mon", "tue"], t.ja, "ja")).toBe("月・火");
    expect(daysText(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], t.ja, "ja")).toBe("");
    expect(daysText(["mon", "tue", "wed"], t.en, "en")).toBe("Mon–Wed");
  });

  it("says times in the biggest unit that leaves nothing over", () => {
    expect([10, 60, 90, 1440, 2880].map((m) => spanText(m, t.ja))).toEqual([
      "10分",
      "1時間",
      "90分",
      "1日",
      "2日",
    ]);
    expect([1, 60, 2880].map((m) => spanText(m, t.en))).toEqual(["1 minute", "1 hour", "2 days"]);
  });
});
