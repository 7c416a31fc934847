import type { TFunction } from "i18next";
import type { components } from "@/api/schema.gen";

export type Warning = components["schemas"]["Warning"];

/** The warnings of each rule that has some. */
export function byRule(warnings: readonly Warning[]): Map<string, Warning[]> {
  const out = new Map<string, Warning[]>();
  for (const warning of warnings) out.set(warning.ruleId, [...(out.get(warning.ruleId) ?? []), warning]);
  return out;
}

/** What is odd, and what comes of it. */
export function warningText({ fault, keyword, otherTitle, word }: Warning, t: TFunction<"rules">): string {
  if (fault === "never_wins" && !otherTitle) return t("warning.never_winsSome");
  return t(`warning.${fault}`, { keyword: keyword ?? "", other: otherTitle ?? "", word: word ?? "" });
}
