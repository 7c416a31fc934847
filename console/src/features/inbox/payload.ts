// LINE's message objects come through as they are; these read what the desk shows of them.

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** LINE's public picture of a sticker, with its words for those who cannot see it. */
export function stickerOf(payload: unknown): { url: string; words: string } | undefined {
  const fields = record(payload);
  const id = text(fields.stickerId);
  if (!/^\d{1,20}$/.test(id)) return undefined;
  const keywords = Array.isArray(fields.keywords) ? fields.keywords.filter((k) => typeof k === "string") : [];
  return {
    url: `https://stickershop.line-scdn.net/stickershop/v1/sticker/${id}/android/sticker.png`,
    words: text(fields.text) || keywords.slice(0, 3).join(", "),
  };
}

export function locationOf(payload: unknown): { label: string; url: string } | undefined {
  const { title, address, latitude, longitude } = record(payload);
  if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
  const label = [text(title), text(address)].filter(Boolean).join("\n");
  return { label, url: `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}` };
}

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
