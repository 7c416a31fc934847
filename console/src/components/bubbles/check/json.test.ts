import { describe, expect, it } from "vitest";
import { readJSON } from "./json";

describe("JSON", () => {
  it.each([
    '{"a":[1,-2.5e3,true,false,null,"\\u3042\\n"],"b":{}}',
    " [ ] ",
    '"a"',
    "0",
    '{"a":1,"a":2}',
    '{"__proto__":1}',
  ])("%s is read as the browser reads it", (text) => {
    const read = readJSON(text);
    expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it.each([
    ["", 1, 1],
    ['{"a":1,}', 1, 8],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a": tru}', 1, 7],
    ['{"a": "x\ny"}', 1, 9],
    ['{"a": 01}', 1, 8],
    ["[1, 2", 1, 6],
    ["{'a': 1}", 1, 2],
    ['{"a": 1} x', 1, 10],
    ['{"a": "\\x"}', 1, 8],
  ])("%j is wrong at line %i, character %i", (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(readJSON(text)).toEqual({ ok: false, at: { line, column } });
  });

  it("knows where its values stand", () => {
    const read = readJSON('{\n  "a": {\n    "b": [1,\n 2]\n  }\n}');
    if (!read.ok) throw new Error("not read");
    expect(read.placeOf("")).toEqual({ line: 1, column: 1 });
    expect(read.placeOf("a.b")).toEqual({ line: 3, column: 10 });
    expect(read.placeOf("a.b.1")).toEqual({ line: 4, column: 2 });
    expect(read.placeOf("a.c")).toBeUndefined();
  });

  it("that is nested without end is refused, not followed", () => {
    expect(readJSON("[".repeat(100_000)).ok).toBe(false);
  });
});
