// A message tried on the rule as it is edited now.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { RuleInput } from "@/api/types";
import { checkBubbles } from "@/components/bubbles/check/check";
import { type MessageKind, messageKinds, type RuleValues, ruleOf } from "./ruleValues";

export type Answer = components["schemas"]["Test"];

export type TriedKind = "text" | "postback" | MessageKind;

/** What a friend could send that concerns the rule, the likeliest first. */
export function triedKinds({ triggers, kinds, anyKind }: RuleValues): TriedKind[] {
  const uniform = triggers.length === 0;
  const likely: TriedKind[] = triggers.flatMap((trigger): TriedKind[] => {
    if (trigger === "keyword") return ["text"];
    return trigger === "postback" ? ["postback"] : kinds;
  });
  const possible: TriedKind[] = uniform && !anyKind ? ["text"] : [...likely, "text", ...messageKinds];
  return [...new Set(possible)];
}

// What has no bearing on whether it answers must not keep one from trying.
const placeholder = [{ text: "-" }];

/** The rule for a trial: a title or an answer that is not written yet does not matter. */
export function triedRule(values: RuleValues): RuleInput {
  const rule = ruleOf(values);
  return {
    ...rule,
    title: rule.title || "-",
    bubbles: checkBubbles(rule.bubbles).length > 0 ? placeholder : rule.bubbles,
  };
}

export const tryQuery = (
  account: string,
  id: string | undefined,
  rule: RuleInput,
  message: { kind: TriedKind; text?: string; data?: string },
) =>
  queryOptions({
    queryKey: [...keys.rules(account), "try", id, message, rule],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/accounts/{account}/rules/test", {
          params: { path: { account } },
          body: { message, edited: { rule: { id, ...rule } } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });

/** The id under which the answer speaks of a rule that is not saved yet. */
export const newRule = "new";

/** Whether and why the rule answers, in sentences. */
export function verdictOf(
  answer: Answer,
  id: string,
  t: TFunction<"rules">,
): { yes: boolean; lines: string[] } {
  const { decision } = answer;
  if (decision?.ruleId === id) {
    const { keyword } = decision;
    return { yes: true, lines: [keyword ? t("try.yesKeyword", { keyword }) : t("try.yes")] };
  }
  const own = decision?.others.find((other) => other.ruleId === id);
  const lines = [t("try.no")];
  if (own) lines.push(t(`try.why.${own.why}`, { word: own.forbidden ?? "" }));
  if (decision?.ruleTitle) lines.push(t("try.other", { title: decision.ruleTitle }));
  else if (own?.why !== "not_asked") lines.push(t("try.nobody"));
  return { yes: false, lines };
}
