import type { Bubble } from "@/api/types";

export type { Bubble } from "@/api/types";

/** What a bubble is, by the name of its field. */
export type Kind = Exclude<keyof Bubble, "quickReplies">;

export type Image = NonNullable<Bubble["image"]>;
export type Video = NonNullable<Bubble["video"]>;
export type Audio = NonNullable<Bubble["audio"]>;
export type Sticker = NonNullable<Bubble["sticker"]>;
export type Location = NonNullable<Bubble["location"]>;
export type Buttons = NonNullable<Bubble["buttons"]>;
export type Confirm = NonNullable<Bubble["confirm"]>;
export type Carousel = NonNullable<Bubble["carousel"]>;
export type Column = Carousel["columns"][number];
export type ImageCarousel = NonNullable<Bubble["imageCarousel"]>;
export type ImageColumn = ImageCarousel["columns"][number];
export type Imagemap = NonNullable<Bubble["imagemap"]>;
export type ImagemapAction = Imagemap["actions"][number];
export type Area = ImagemapAction["area"];
export type Flex = NonNullable<Bubble["flex"]>;
export type QuickReply = NonNullable<Bubble["quickReplies"]>[number];
export type Action = QuickReply["action"];

export const kinds = [
  "text",
  "image",
  "video",
  "audio",
  "sticker",
  "location",
  "buttons",
  "confirm",
  "carousel",
  "imageCarousel",
  "imagemap",
  "flex",
] as const satisfies readonly Kind[];

/** The contents that a bubble has: one of a bubble that is valid (domain.Bubble.Kinds). */
export const kindsOf = (bubble: Bubble): Kind[] =>
  kinds.filter((kind) => (kind === "text" ? Boolean(bubble.text) : bubble[kind] !== undefined));

export const kindOf = (bubble: Bubble): Kind => kindsOf(bubble)[0] ?? "text";
