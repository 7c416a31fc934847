// What the list of rules shows: searched, filtered, in folders, and put into
// another order.
import type { Rule } from "@/api/types";
import { kindOf, type RuleKind } from "./ruleValues";

export interface RulesFilter {
  q?: string;
  /** "" are the rules without one. */
  folder?: string;
  state?: "on" | "off";
  kind?: RuleKind;
}

export type Line =
  | { type: "folder"; folder: string; count: number; open: boolean }
  | { type: "rule"; rule: Rule };

/** Texts as one searches for them: width, case and kind of kana make no difference. */
export const searchable = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

const haystacks = new WeakMap<Rule, string>();

/** All that a rule can be found by: its title, words, folder, and what it answers. */
function haystack(rule: Rule): string {
  let text = haystacks.get(rule);
  if (text === undefined) {
    const words = [rule.title, rule.folder, ...rule.keywords, ...rule.bubbles.flatMap(texts)];
    text = searchable(words.filter(Boolean).join("\n"));
    haystacks.set(rule, text);
  }
  return text;
}

const spoken = new Set(["text", "altText", "title", "label", "address", "displayText", "data"]);

/** What a bubble says, wherever in it. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "string" ? (spoken.has(name) ? [inner] : []) : texts(inner),
  );
}

export const isFiltered = (f: RulesFilter): boolean =>
  Boolean(f.q?.trim() || f.state || f.kind) || f.folder !== undefined;

export function filterRules(rules: Rule[], f: RulesFilter): Rule[] {
  if (!isFiltered(f)) return rules;
  const words = searchable(f.q ?? "")
    .split(/\s+/)
    .filter(Boolean);
  return rules.filter(
    (rule) =>
      (f.folder === undefined || (rule.folder ?? "") === f.folder) &&
      (f.state === undefined || rule.enabled === (f.state === "on")) &&
      (f.kind === undefined || kindOf(rule) === f.kind) &&
      words.every((word) => haystack(rule).includes(word)),
  );
}

/** The names of folders, as one sorts them; "" is not one. */
export const foldersOf = (rules: readonly Rule[]): string[] =>
  [...new Set(rules.map((rule) => rule.folder ?? ""))]
    .filter(Boolean)
    .sort((a, b) => a.localeCompare(b, "ja"));

/** The rules under their folders; those without one come last. */
export function linesOf(rules: Rule[], closed: ReadonlySet<string>): Line[] {
  const byFolder = new Map<string, Rule[]>();
  for (const rule of rules) {
    const inside = byFolder.get(rule.folder ?? "");
    if (inside) inside.push(rule);
    else byFolder.set(rule.folder ?? "", [rule]);
  }
  return [...foldersOf(rules), ""].flatMap((folder): Line[] => {
    const inside = byFolder.get(folder);
    if (!inside) return [];
    const open = !closed.has(folder);
    const head: Line = { type: "folder", folder, count: inside.length, open };
    return open ? [head, ...inside.map((rule): Line => ({ type: "rule", rule }))] : [head];
  });
}

/**
 * All ids after a rule was moved to where another one is shown. Those that are
 * not shown keep their order: the moved one stands right behind the other when
 * it goes down, right before it when it goes up.
 */
export function moved(ids: readonly string[], id: string, to: string): string[] {
  const from = ids.indexOf(id);
  const at = ids.indexOf(to);
  if (from < 0 || at < 0 || from === at) return [...ids];
  const out = ids.filter((other) => other !== id);
  // Going down, the other one has moved up by one: its old place is the one behind it.
  out.splice(at, 0, id);
  return out;
}
