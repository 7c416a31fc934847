import i18next, { type TFunction } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import common from "@/i18n/ja/common.json";
import inbox from "@/i18n/ja/inbox.json";
import { type Decision, readDecision } from "./decision";
import { answeredWords, fittedWords, silentWords, whyNot } from "./decisionWords";
import { endWords } from "./manualWords";
import type { InboxT } from "./words";

let t: InboxT;
let shared: TFunction;

beforeAll(async () => {
  const texts = i18next.createInstance();
  await texts.init({
    lng: "ja",
    resources: { ja: { inbox, common } },
    interpolation: { escapeValue: false },
  });
  t = texts.getFixedT("ja", "inbox");
  shared = texts.getFixedT("ja", "common") as unknown as TFunction;
});

const read = (fields: object): Decision => {
  const decision = readDecision({ outcome: "silent", reason: "no_match", others: [], ...fields });
  if (!decision) throw new Error("no decision");
  return decision;
};

describe("what was decided", () => {
  it("is read with all that it says", () => {
    const stored = {
      outcome: "answered",
      reason: "rule",
      method: "auto",
      inside: false,
      ruleId: "rul_1",
      ruleTitle: "在庫",
      keyword: "stock",
      kind: "postback",
      final: true,
      others: [
        { ruleId: "rul_2", title: "別", why: "cooldown", keyword: "在庫", until: "2026-11-22T05:05:00Z" },
        7,
      ],
      noMatch: 3,
      omitted: 2,
    };
    expect(readDecision(stored)).toEqual({ ...stored, others: [stored.others[0]] });
    expect(readDecision(undefined)).toBeUndefined();
    expect(readDecision({ outcome: "perhaps" })).toBeUndefined();
  });

  it("is told by keyword, by kind, by postback and for a uniform reply", () => {
    const of = (fields: object) =>
      answeredWords(read({ outcome: "answered", reason: "rule", ruleTitle: "案内", ...fields }), t);
    expect(of({ keyword: "営業時間" })).toBe(
      "キーワード「営業時間」に一致したので、「案内」で返信しました。",
    );
    expect(of({})).toContain("一律応答「案内」");
    expect(of({ kind: "sticker" })).toBe("スタンプに返信する応答メッセージ「案内」で返信しました。");
    expect(of({ kind: "postback", keyword: "action=buy" })).toContain("データ「action=buy」");
  });

  it("has words for every reason of silence", () => {
    for (const reason of ["spam", "standby", "manual_window", "method_manual", "kind", "no_match"]) {
      expect(silentWords(read({ reason }), t)).not.toContain(reason);
    }
    expect(silentWords(read({ reason: "method_manual", inside: false }), t)).toContain(
      "応答時間外の応答方法",
    );
    expect(silentWords(read({ reason: "kind", kind: "image" }), t)).toContain("画像に返信する");
    expect(silentWords(read({ reason: "of_tomorrow" }), t)).toBe("理由: of_tomorrow");
  });
});

describe("why another rule did not answer", () => {
  const verdict = (why: string, more: object = {}) => ({ ruleId: "rul_1", title: "別", why, ...more });
  const noon = Date.parse("2026-11-22T12:00:00");
  const words = (why: string, more: object = {}) => whyNot(verdict(why, more), "ja", noon, t);

  it("has words for each of the eleven verdicts", () => {
    const all = [
      ...["off", "kind", "no_match", "not_asked", "schedule", "audience", "cooldown", "forbidden"],
      ...["keyword_won", "not_drawn", "lower_order"],
    ];
    const said = all.map((why) => words(why));
    expect(new Set(said).size).toBe(11);
    for (const [i, text] of said.entries()) expect(text).not.toBe(all[i]);
    expect(words("of_tomorrow")).toBe("of_tomorrow");
  });

  it("names the word that forbids, the end of the cooldown and what fitted", () => {
    expect(words("forbidden", { forbidden: "大盛り" })).toBe("除外する言葉「大盛り」が含まれていました");
    const until = new Date(Date.parse("2026-11-22T14:05:00")).toISOString();
    expect(words("cooldown", { until })).toBe("14:05まで、この友だちには続けて返信しません");
    const tomorrow = new Date(Date.parse("2026-11-23T09:00:00")).toISOString();
    expect(words("cooldown", { until: tomorrow })).toContain("11月23日 9:00まで");
    expect(fittedWords(verdict("off", { keyword: "在庫" }), t)).toBe("「在庫」に合いますが、");
    expect(fittedWords(verdict("off"), t)).toBe("");
  });
});

describe("the end of a manual window", () => {
  const now = Date.parse("2026-11-22T15:00:00");
  const at = (local: string) => new Date(Date.parse(local)).toISOString();
  const by = { kind: "member", id: "mem_1", name: "佐藤" } as const;
  const words = (manual: { until: string; byHand?: boolean }, closing = false) =>
    endWords({ ...manual, by }, now, closing, { language: "ja", t, common: shared });

  it("is the time that is left, in the unit one thinks in", () => {
    expect(words({ until: at("2026-11-22T15:38:00") })).toBe("あと38分");
    expect(words({ until: at("2026-11-22T16:05:00") })).toBe("あと1時間5分");
    expect(words({ until: at("2026-11-22T15:00:40") })).toBe("まもなく終了");
  });

  it("is the clock's at closing time, with the day when that is not today", () => {
    expect(words({ until: at("2026-11-22T19:00:00") }, true)).toBe("19:00まで");
    expect(words({ until: at("2026-11-23T02:00:00") }, true)).toBe("11/23 2:00まで");
  });

  it("is a hand's where only a hand ends it", () => {
    expect(words({ until: "9999-12-31T23:59:59Z", byHand: true }, true)).toBe("手動で戻すまで");
  });
});
