import type { Bubble, RuleInput } from "@/api/types";

// The server's limits (internal/domain/rule.go).
export const maxTitle = 50;
export const maxKeywords = 100;
export const maxKeyword = 100;

export interface RuleValues {
  title: string;
  enabled: boolean;
  kind: "keyword" | "uniform";
  keywords: string[];
  bubbles: Bubble[];
}

export const valuesOf = (rule: RuleInput, isNew: boolean): RuleValues => ({
  ...rule,
  kind: rule.keywords.length > 0 || isNew ? "keyword" : "uniform",
});

export const ruleOf = ({ title, enabled, kind, keywords, bubbles }: RuleValues): RuleInput => ({
  title: title.trim(),
  enabled,
  keywords: kind === "uniform" ? [] : keywords.map((k) => k.trim()).filter(Boolean),
  bubbles,
});

export const characters = (text: string): number => [...text].length;
