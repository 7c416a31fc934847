import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fieldPath } from "@/api/problem";
import type { Bubble } from "../types";
import { checkBubbles } from "./check";

// Written by the server's own test: what it says of these bubbles.
const file = join(import.meta.dirname, "../../../../../internal/domain/compose/testdata/limits.json");

interface Case {
  name: string;
  bubble: unknown;
  fill?: { unit: string; count: number };
  faults: { code: string; path: string; params: Record<string, unknown> }[];
}

const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];

function bubbleOf({ bubble, fill }: Case): Bubble {
  const text = JSON.stringify(bubble);
  return JSON.parse(fill ? text.replace("@", fill.unit.repeat(fill.count)) : text) as Bubble;
}

const pathOf = (path: string) => fieldPath(path).replace(/^bubbles\.?/, "");

describe("the limits of bubbles", () => {
  it.each(cases.map((c) => [c.name.slice(0, 150), c] as const))("%s: as the server says", (_, c) => {
    expect(checkBubbles([bubbleOf(c)])).toEqual(
      c.faults.map(({ code, path, params }) => ({ code, path: pathOf(path), params })),
    );
  });

  it("has cases of every kind of fault", () => {
    const codes = new Set(cases.flatMap((c) => c.faults.map((f) => f.code)));
    expect(codes.size).toBe(25);
  });

  it("asks for one to five bubbles", () => {
    const six = Array.from({ length: 6 }, () => ({ text: "a" }));
    expect(checkBubbles([])).toEqual([{ path: "", code: "bubbles.count", params: { max: 5, count: 0 } }]);
    expect(checkBubbles(six)).toEqual([{ path: "", code: "bubbles.count", params: { max: 5, count: 6 } }]);
  });
});
