import { Avatar } from "@mantine/core";

interface Props {
  name: string;
  url?: string;
  size?: number;
}

/** A contact's picture, or the first character of the name. */
export function ContactAvatar({ name, url, size = 40 }: Props) {
  return (
    <Avatar
      src={url || null}
      size={size}
      radius="xl"
      color={tint(name)}
      alt=""
      imageProps={{ loading: "lazy", referrerPolicy: "no-referrer", decoding: "async" }}
    >
      <span aria-hidden>{firstOf(name)}</span>
    </Avatar>
  );
}

const tints = ["teal", "blue", "grape", "orange", "pink", "cyan", "indigo", "lime"] as const;

function tint(name: string): (typeof tints)[number] {
  let sum = 0;
  for (const c of name) sum = (sum * 31 + (c.codePointAt(0) ?? 0)) >>> 0;
  return tints[sum % tints.length] ?? "teal";
}

const segmenter = new Intl.Segmenter("ja", { granularity: "grapheme" });

function firstOf(name: string): string {
  for (const { segment } of segmenter.segment(name.trim())) return segment.toUpperCase();
  return "?";
}
