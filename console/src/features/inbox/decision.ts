/** 判定 as it is stored with a message; the API passes it through as it is (domain/reply.Decision). */
export interface Decision {
  outcome: "answered" | "silent";
  reason: string;
  /** Who answers at that time, and whether it is inside hours. */
  method?: string;
  inside?: boolean;
  ruleId?: string;
  ruleTitle?: string;
  /** What of the rule fitted: a keyword, or the data of a postback. */
  keyword?: string;
  /** Of the message, unless that is a text. */
  kind?: string;
  /** The answer settles the message. */
  final: boolean;
  others: Verdict[];
  /** Rules that are on and did not fit; they are not in others. */
  noMatch: number;
  /** Rules that others had no room for. */
  omitted: number;
}

/** A rule that did not answer, and why. */
export interface Verdict {
  ruleId: string;
  title: string;
  why: string;
  keyword?: string;
  forbidden?: string;
  /** The end of its cooldown. */
  until?: string;
}

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

const count = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Reads a decision; undefined for messages that nothing was decided about. */
export function readDecision(value: unknown): Decision | undefined {
  const fields = record(value);
  if (!fields || (fields.outcome !== "answered" && fields.outcome !== "silent")) return undefined;
  return {
    outcome: fields.outcome,
    reason: text(fields.reason) ?? "",
    method: text(fields.method),
    inside: typeof fields.inside === "boolean" ? fields.inside : undefined,
    ruleId: text(fields.ruleId),
    ruleTitle: text(fields.ruleTitle),
    keyword: text(fields.keyword),
    kind: text(fields.kind),
    final: fields.final === true,
    others: Array.isArray(fields.others) ? fields.others.flatMap(readOther) : [],
    noMatch: count(fields.noMatch),
    omitted: count(fields.omitted),
  };
}

function readOther(value: unknown): Verdict[] {
  const fields = record(value);
  const ruleId = text(fields?.ruleId);
  if (!fields || !ruleId) return [];
  return [
    {
      ruleId,
      title: text(fields.title) ?? "",
      why: text(fields.why) ?? "",
      keyword: text(fields.keyword),
      forbidden: text(fields.forbidden),
      until: text(fields.until),
    },
  ];
}
