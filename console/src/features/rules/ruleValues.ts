import type { RuleInput } from "@/api/types";

// The server's limits (internal/domain/rule.go).
export const maxTitle = 50;
export const maxKeywords = 100;
export const maxKeyword = 100;

export interface RuleValues extends RuleInput {
  kind: "keyword" | "uniform";
}

export const valuesOf = (rule: RuleInput, isNew: boolean): RuleValues => ({
  ...rule,
  kind: rule.keywords.length > 0 || isNew ? "keyword" : "uniform",
});

export const ruleOf = ({ kind, ...rule }: RuleValues): RuleInput => ({
  ...rule,
  title: rule.title.trim(),
  keywords: kind === "uniform" ? [] : rule.keywords.map((k) => k.trim()).filter(Boolean),
});

export const characters = (text: string): number => [...text].length;
