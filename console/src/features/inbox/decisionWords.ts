import type { Decision } from "./decision";
import type { InboxT } from "./words";

const silences = ["manual_window", "method_manual", "no_match", "spam", "standby", "kind"] as const;
const reasons = ["off", "no_match", "lower_order", "keyword_won", "kind", "not_asked"] as const;

const oneOf = <Names extends readonly string[]>(names: Names, value: string): Names[number] | undefined =>
  names.find((name) => name === value);

export function answeredWords(decision: Decision, t: InboxT): string {
  const title = decision.ruleTitle ?? "";
  return decision.keyword
    ? t("decision.keyword", { title, keyword: decision.keyword })
    : t("decision.uniform", { title });
}

/** Why nothing was sent; a reason this version does not know is shown by its code. */
export function silentWords(decision: Decision, t: InboxT): string {
  const known = oneOf(silences, decision.reason);
  return known ? t(`decision.reason.${known}`) : t("decision.reason.other", { code: decision.reason });
}

export function whyNot(why: string, t: InboxT): string {
  const known = oneOf(reasons, why);
  return known ? t(`decision.why.${known}`) : why;
}
