import type { components } from "@/api/schema.gen";

export type Kind = components["schemas"]["TestMessage"]["kind"];

/** What a friend can send, in the order in which it is offered. */
export const kinds = [
  "text",
  "sticker",
  "image",
  "video",
  "audio",
  "file",
  "location",
  "postback",
  "follow",
] as const satisfies readonly Kind[];

export const isKind = (value: unknown): value is Kind => kinds.some((kind) => kind === value);
