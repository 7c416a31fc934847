/** What is wrong with a regular expression; the server, which reads RE2, has the last word. */
export type RegexFault = "syntax" | "around" | "back";

// RE2 knows none of these, as their time has no bound.
const around = /(?<!\\)\(\?(?:[=!]|<[=!])/;
const back = /(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/;

// RE2's own ways to write what browsers read in another way or not at all.
const ownWays: [RegExp, string][] = [
  [/\(\?[imsU-]+\)/g, ""],
  [/\(\?[imsU-]+:/g, "(?:"],
  [/\(\?P</g, "(?<"],
  [/\\[AzZQEC]/g, ""],
  [/\\p\{?\^?\w+\}?/gi, "."],
  [/\[\[:\^?\w+:\]\]/g, "."],
  [/\[:\^?\w+:\]/g, "a"],
];

/** A first look while one types. */
export function regexFault(expression: string): RegexFault | undefined {
  if (around.test(expression)) return "around";
  if (back.test(expression)) return "back";
  const common = ownWays.reduce((text, [way, other]) => text.replace(way, other), expression);
  try {
    new RegExp(common);
    return undefined;
  } catch {
    return "syntax";
  }
}
