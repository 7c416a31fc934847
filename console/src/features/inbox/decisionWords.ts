import { clockTime } from "@/components/formatTime";
import type { Decision, Verdict } from "./decision";
import { type InboxT, kindName } from "./words";

const silences = ["manual_window", "method_manual", "no_match", "spam", "standby", "kind"] as const;
const reasons = [
  "off",
  "kind",
  "no_match",
  "not_asked",
  "schedule",
  "audience",
  "cooldown",
  "forbidden",
  "keyword_won",
  "not_drawn",
  "lower_order",
] as const;

const oneOf = <Names extends readonly string[]>(names: Names, value: string): Names[number] | undefined =>
  names.find((name) => name === value);

/** Why the rule answered. */
export function answeredWords(decision: Decision, t: InboxT): string {
  const title = decision.ruleTitle ?? "";
  const { keyword, kind } = decision;
  if (kind === "postback" && keyword) return t("decision.postback", { title, data: keyword });
  if (kind) return t("decision.ofKind", { title, kind: kindName(kind, t) });
  return keyword ? t("decision.keyword", { title, keyword }) : t("decision.uniform", { title });
}

/** Why nothing was sent; a reason this version does not know is shown by its code. */
export function silentWords(decision: Decision, t: InboxT): string {
  const known = oneOf(silences, decision.reason);
  if (known === "method_manual" && decision.inside === false)
    return t("decision.reason.method_manual_outside");
  if (known === "kind" && decision.kind) {
    return t("decision.reason.kind_named", { kind: kindName(decision.kind, t) });
  }
  return known ? t(`decision.reason.${known}`) : t("decision.reason.other", { code: decision.reason });
}

/** Why another rule did not answer. */
export function whyNot(verdict: Verdict, language: string, now: number, t: InboxT): string {
  const why = oneOf(reasons, verdict.why);
  if (!why) return verdict.why;
  if (why === "cooldown" && verdict.until) {
    return t("decision.why.cooldown_until", { time: momentWords(verdict.until, language, now) });
  }
  if (why === "forbidden" && verdict.forbidden) {
    return t("decision.why.forbidden_word", { word: verdict.forbidden });
  }
  return t(`decision.why.${why}`);
}

/** What of the rule fitted all the same. */
export const fittedWords = ({ keyword }: Verdict, t: InboxT): string =>
  keyword ? t("decision.fitted", { keyword }) : "";

/** "14:05" of today, with its date on another day. */
function momentWords(at: string, language: string, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  if (sameDay) return clockTime(at, language);
  const date = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    month: "short",
    day: "numeric",
  }).format(Date.parse(at));
  return `${date} ${clockTime(at, language)}`;
}
