import { expect, it } from "vitest";
import type { Rule } from "@/api/types";
import { withHits } from "./rules";

const rule = (id: string, hits: number) => ({ id, hits, lastHitAt: undefined }) as Rule;

it("shows what was counted since the rules were read, and nothing older", () => {
  const at = "2026-11-22T10:00:00Z";
  const shown = withHits(
    [rule("new", 0), rule("counted", 2), rule("ahead", 5)],
    [
      { id: "counted", hits: 3, lastHitAt: at },
      { id: "ahead", hits: 4, lastHitAt: at },
      { id: "gone", hits: 9, lastHitAt: at },
    ],
  );
  expect(shown.map(({ id, hits, lastHitAt }) => [id, hits, lastHitAt])).toEqual([
    ["new", 0, undefined],
    ["counted", 3, at],
    ["ahead", 5, undefined],
  ]);
});
