/** 判定 as it is stored with a message; the API passes it through as it is (domain/reply.Decision). */
export interface Decision {
  outcome: "answered" | "silent";
  reason: string;
  ruleTitle?: string;
  keyword?: string;
  others: { ruleId: string; title: string; why: string }[];
  /** Rules that are on and did not fit; they are not in others. */
  noMatch: number;
}

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

/** Reads a decision; undefined for messages that nothing was decided about. */
export function readDecision(value: unknown): Decision | undefined {
  const fields = record(value);
  if (!fields || (fields.outcome !== "answered" && fields.outcome !== "silent")) return undefined;
  return {
    outcome: fields.outcome,
    reason: text(fields.reason) ?? "",
    ruleTitle: text(fields.ruleTitle),
    keyword: text(fields.keyword),
    others: Array.isArray(fields.others) ? fields.others.flatMap(readOther) : [],
    noMatch: typeof fields.noMatch === "number" ? fields.noMatch : 0,
  };
}

function readOther(value: unknown): Decision["others"] {
  const fields = record(value);
  const ruleId = text(fields?.ruleId);
  return ruleId ? [{ ruleId, title: text(fields?.title) ?? "", why: text(fields?.why) ?? "" }] : [];
}
