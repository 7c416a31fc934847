import { describe, expect, it } from "vitest";
import en from "@/i18n/en";
import ja from "@/i18n/ja";

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === "string") out.set(path, value);
    else for (const [inner, text] of flatten(value, path)) out.set(inner, text);
  }
  return out;
}

const plural = /_(zero|one|two|few|many|other)$/;
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
const japanese = flatten(ja);
const english = flatten(en);
const base = (texts: Map<string, string>) =>
  [...new Set([...texts.keys()].map((k) => k.replace(plural, "")))].sort();

describe("the catalogues", () => {
  it("have the same keys in both languages", () => {
    expect(base(english)).toEqual(base(japanese));
  });

  it("have the same placeholders in both languages", () => {
    for (const [key, text] of english) {
      const other = japanese.get(key) ?? japanese.get(key.replace(plural, ""));
      expect(placeholders(text), key).toEqual(placeholders(other ?? ""));
    }
  });

  it("give English both of its plural forms", () => {
    const forms = [...english.keys()].filter((key) => plural.test(key));
    for (const key of forms) {
      expect(english.has(key.replace(plural, "_one")), key).toBe(true);
      expect(english.has(key.replace(plural, "_other")), key).toBe(true);
    }
  });

  it("have no empty text", () => {
    for (const [key, text] of [...japanese, ...english]) expect(text.trim(), key).not.toBe("");
  });

  it("keep to the words of the glossary", () => {
    const avoided = /ユーザー(?!ID)|顧客|お客様|ボット|\b(user|customer|bot|ticket)s?\b(?! ID)/i;
    for (const [key, text] of [...japanese, ...english]) {
      expect(text.replace(/\{\{\w+\}\}/g, ""), key).not.toMatch(avoided);
    }
  });

  it("use LINE's width of numbers and no half-width kana", () => {
    for (const [key, text] of japanese) expect(text, key).not.toMatch(/[０-９ｦ-ﾟ]/);
  });
});
