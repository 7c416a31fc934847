import type { TFunction } from "i18next";
import type { Answer, Verdict } from "./rehearse";

type T = TFunction<"rehearse">;

/** What would be answered, in one sentence. */
export function answerWords({ by, decision }: Answer, t: T): string {
  if (by === "greeting") return t("answer.greeting");
  if (!decision) return t("answer.noGreeting");
  if (by === "nobody") {
    const outside = decision.reason === "method_manual" && !decision.inside;
    return t(outside ? "silent.method_manual_outside" : `silent.${decision.reason}`);
  }
  const title = decision.ruleTitle ?? "";
  const { keyword, kind } = decision;
  if (kind === "postback" && keyword) return t("answer.postback", { title, data: keyword });
  if (kind) return t("answer.kind", { title });
  return keyword ? t("answer.keyword", { title, keyword }) : t("answer.uniform", { title });
}

/** Who answers at that time, and by which of the settings. */
export function stateWords({ state }: Answer, t: T): string {
  switch (state.reason) {
    case "manual_window":
    case "chat_off":
      return t(`state.${state.reason}`);
    case "outside_hours":
    case "inside_hours":
    case "hours_off":
      return t(`state.${state.reason}`, { method: t(`method.${state.method}`) });
    default:
      return t(`method.${state.method}`);
  }
}

/** What a rule that did not answer has of its own to say about it. */
export function detailWords(verdict: Verdict, language: string, t: T): string {
  const { keyword, forbidden, until } = verdict;
  const parts = [];
  if (keyword) parts.push(t("detail.keyword", { keyword }));
  if (forbidden) parts.push(t("detail.forbidden", { word: forbidden }));
  if (until) parts.push(t("detail.until", { time: dateTime(until, language) }));
  return parts.join(t("detail.and"));
}

export const dateTime = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    month: "long",
    day: "numeric",
    weekday: "short",
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(Date.parse(at));
