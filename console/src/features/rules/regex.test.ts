import { describe, expect, it } from "vitest";
import { regexFault } from "./regex";

describe("a regular expression while it is typed", () => {
  it.each([
    "予約.*(変更|取消)",
    "^ab{1,2}$",
    "(?i)wifi",
    "(?P<name>a)",
    "\\p{Hiragana}+",
    "[[:digit:]]+",
    "a\\(?=b",
  ])("%s can be read", (expression) => expect(regexFault(expression)).toBeUndefined());

  it.each([
    ["予約(", "syntax"],
    ["[あ", "syntax"],
    ["*", "syntax"],
    ["(?=予約)", "around"],
    ["(?<!予約)", "around"],
    ["(a)\\1", "back"],
  ])("%s has a fault: %s", (expression, fault) => expect(regexFault(expression)).toBe(fault));

  it("does not take an escaped backslash before a number for a reference", () => {
    expect(regexFault("\\\\1")).toBeUndefined();
  });
});
