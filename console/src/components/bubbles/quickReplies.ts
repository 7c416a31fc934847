import type { Bubble } from "./types";

/** LINE shows the quick replies of the last bubble: those that were there go along to the new last one. */
export function settled(before: Bubble[], after: Bubble[]): Bubble[] {
  const from = before.at(-1);
  const to = after.at(-1);
  const replies = from?.quickReplies;
  if (!from || !to || from === to || !replies?.length || to.quickReplies?.length) return after;
  return after.map((bubble) => {
    if (bubble === to) return { ...bubble, quickReplies: replies };
    return bubble === from ? { ...bubble, quickReplies: undefined } : bubble;
  });
}
