import { split } from "../variables";

/** LINE's two ways to count: UTF-16 units, and for labels and texts of templates what a reader sees as one character. */
export type Counting = "units" | "graphemes";

let segmenter: Intl.Segmenter | undefined;

export function countOf(text: string, counting: Counting): number {
  // Unpaired surrogates count as the one unit that replaces them, on both sides.
  if (counting === "units") return text.length;
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter("ja", { granularity: "grapheme" });
  let n = 0;
  for (const _ of segmenter.segment(text)) n++;
  return n;
}

/** What counts before variables are filled: their values are cut to the room that is left. */
export function countWritten(text: string, counting: Counting): number {
  let n = 0;
  for (const part of split(text)) if (part.variable === undefined) n += countOf(part.text, counting);
  return n;
}

/** True when nothing remains of a text for a friend of whom nothing is known, while nothing ever opens. */
export function canBeBlank(text: string): boolean {
  return split(text).every(({ text: written, variable }) => {
    if (!variable) return isBlank(written);
    if (variable.name === "account" || variable.name === "date") return false;
    // Who has no name is called お客様, unless the author wrote something else.
    return isBlank(variable.otherwise) && (variable.name !== "contact" || variable.otherwise !== "");
  });
}

/** White space as the server trims it. */
export const isBlank = (text: string): boolean =>
  /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/.test(text);
