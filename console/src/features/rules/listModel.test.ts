import { describe, expect, it } from "vitest";
import type { Rule } from "@/api/types";
import { filterRules, foldersOf, linesOf, moved, searchable } from "./listModel";

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  title: id,
  enabled: true,
  keywords: [id],
  bubbles: [{ text: `${id}です` }],
  hits: 0,
  createdAt: "2026-11-22T00:00:00Z",
  updatedAt: "2026-11-22T00:00:00Z",
  ...more,
});

const rules = [
  rule("営業時間", { folder: "よくある質問" }),
  rule("ケーキ", { folder: "商品", bubbles: [{ text: "洋梨のタルト" }] }),
  rule("あいさつ", { keywords: [], enabled: false }),
  rule("スタンプ", { keywords: [], kinds: ["sticker"], folder: "よくある質問" }),
  rule("地図", {
    bubbles: [{ location: { title: "さくら珈琲店", address: "桜町1-2", latitude: 35, longitude: 139 } }],
  }),
];
const ids = (found: Rule[]) => found.map(({ id }) => id);

describe("finding rules", () => {
  it("by title, keyword, folder and what is answered, however it is typed", () => {
    expect(ids(filterRules(rules, { q: "けーき" }))).toEqual(["ケーキ"]);
    expect(ids(filterRules(rules, { q: "タルト" }))).toEqual(["ケーキ"]);
    expect(ids(filterRules(rules, { q: "桜町" }))).toEqual(["地図"]);
    expect(ids(filterRules(rules, { q: "質問 時間" }))).toEqual(["営業時間"]);
    expect(ids(filterRules(rules, { q: "ない" }))).toEqual([]);
    expect(searchable("Ｗｉ－Ｆｉ　ケーキ")).toBe("wi-fi けーき");
  });

  it("by folder, none of them too, by switch and by kind", () => {
    expect(ids(filterRules(rules, { folder: "よくある質問" }))).toEqual(["営業時間", "スタンプ"]);
    expect(ids(filterRules(rules, { folder: "" }))).toEqual(["あいさつ", "地図"]);
    expect(ids(filterRules(rules, { state: "off" }))).toEqual(["あいさつ"]);
    expect(ids(filterRules(rules, { kind: "uniform" }))).toEqual(["あいさつ"]);
    expect(ids(filterRules(rules, { kind: "kind", folder: "よくある質問" }))).toEqual(["スタンプ"]);
  });

  it("in 10,000 rules without making one wait", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => rule(`規則${i}`, { folder: `フォルダ${i % 50}` }));
    filterRules(many, { q: "規則" }); // reads each of them once
    const start = performance.now();
    expect(filterRules(many, { q: "規則99" })).toHaveLength(111);
    expect(linesOf(many, new Set())).toHaveLength(10_050);
    // A few milliseconds on an idle machine.
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("folders", () => {
  it("stand in the order of their names, and what has none last", () => {
    expect(foldersOf(rules)).toEqual(["よくある質問", "商品"]);
    const lines = linesOf(rules, new Set(["商品"]));
    expect(
      lines.map((line) => (line.type === "folder" ? `[${line.folder} ${line.count}]` : line.rule.id)),
    ).toEqual(["[よくある質問 2]", "営業時間", "スタンプ", "[商品 1]", "[ 2]", "あいさつ", "地図"]);
  });
});

describe("another order", () => {
  const order = ["a", "b", "c", "d", "e"];

  it("moves a rule to the place of another", () => {
    expect(moved(order, "b", "d")).toEqual(["a", "c", "d", "b", "e"]);
    expect(moved(order, "d", "b")).toEqual(["a", "d", "b", "c", "e"]);
    expect(moved(order, "a", "e")).toEqual(["b", "c", "d", "e", "a"]);
    expect(moved(order, "e", "a")).toEqual(["e", "a", "b", "c", "d"]);
  });

  it("leaves what is not shown where it was among the others", () => {
    // Only a, c and e are shown: c goes above a, then below e.
    expect(moved(order, "c", "a").filter((id) => "bd".includes(id))).toEqual(["b", "d"]);
    expect(moved(order, "c", "e")).toEqual(["a", "b", "d", "e", "c"]);
  });

  it("changes nothing for what is not there", () => {
    expect(moved(order, "x", "a")).toEqual(order);
    expect(moved(order, "a", "x")).toEqual(order);
    expect(moved(order, "a", "a")).toEqual(order);
  });
});
