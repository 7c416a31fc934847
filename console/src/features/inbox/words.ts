import type { TFunction } from "i18next";
import type { Contact, LastMessage } from "@/api/types";

export type InboxT = TFunction<"inbox">;

/** The friend's name; LINE does not tell it before the profile was fetched. */
export const contactName = (contact: Contact, t: InboxT): string => contact.name || t("contact.noName");

const named = [
  "image",
  "video",
  "audio",
  "file",
  "location",
  "sticker",
  "template",
  "imagemap",
  "flex",
  "follow",
  "unfollow",
  "postback",
  "join",
  "leave",
  "unsend",
] as const;

type NamedKind = (typeof named)[number];

const isNamed = (kind: string): kind is NamedKind => named.some((k) => k === kind);

/** What a kind of message is called. */
export const kindName = (kind: string, t: InboxT): string =>
  isNamed(kind) ? t(`kind.${kind}`) : t("kind.other", { kind });

export function previewOf(last: LastMessage | undefined, t: InboxT): string {
  if (!last) return "";
  const text = last.kind === "text" ? last.preview.replace(/\s+/g, " ") : kindName(last.kind, t);
  return last.direction === "out" ? t("list.out", { text }) : text;
}
