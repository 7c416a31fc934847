import type { RulesFilter } from "./listModel";
import type { RuleKind } from "./ruleValues";

const kinds: readonly RuleKind[] = ["keyword", "uniform", "kind", "postback"];

const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

/** What the address of the list says of its filter. */
export function rulesFilterOf(search: Record<string, unknown>): RulesFilter {
  return {
    q: text(search.q) || undefined,
    folder: text(search.folder),
    state: search.state === "on" || search.state === "off" ? search.state : undefined,
    kind: kinds.find((kind) => kind === search.kind),
  };
}
