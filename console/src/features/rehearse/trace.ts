import type { Answer, Verdict, Why } from "./rehearse";

// What came closest to answering first.
const order: readonly Why[] = [
  "lower_order",
  "keyword_won",
  "not_drawn",
  "forbidden",
  "cooldown",
  "audience",
  "schedule",
  "not_asked",
  "off",
  "kind",
  "no_match",
];

export interface Group {
  why: Why;
  verdicts: Verdict[];
  /** Whether it is worth showing without being asked. */
  open: boolean;
}

/** The rules that did not answer by why not. */
export function groupsOf(decision: NonNullable<Answer["decision"]>): Group[] {
  const by = new Map<Why, Verdict[]>();
  for (const verdict of decision.others) {
    const list = by.get(verdict.why);
    if (list) list.push(verdict);
    else by.set(verdict.why, [verdict]);
  }
  return order.flatMap((why) => {
    const verdicts = by.get(why);
    if (!verdicts) return [];
    const plain = why === "no_match" || why === "kind" || why === "not_asked";
    return [{ why, verdicts, open: !plain && verdicts.length <= 20 }];
  });
}
