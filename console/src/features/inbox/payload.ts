// LINE's message objects come through as they are; these read what the desk shows of them.

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const fileNameOf = (payload: unknown): string => text(record(payload).fileName);

/** The parts of a text with its web addresses marked. */
export function linkParts(value: string): { text: string; href?: string; at: number }[] {
  const parts: { text: string; href?: string; at: number }[] = [];
  let end = 0;
  for (const match of value.matchAll(/https?:\/\/[\w\-.~:/?#[\]@!$&'*+,;=%]+/g)) {
    const url = match[0].replace(/[.,;:!?'\]]+$/, "");
    if (match.index > end) parts.push({ text: value.slice(end, match.index), at: end });
    parts.push({ text: url, href: url, at: match.index });
    end = match.index + url.length;
  }
  if (end < value.length) parts.push({ text: value.slice(end), at: end });
  return parts;
}
