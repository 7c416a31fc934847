// LINE's message objects, as they were sent or came in, read as bubbles. Nothing
// in them is known to be what it should be.
import { actionOf } from "./check/flex";
import { imagemapWidth } from "./check/limits";
import type { Action, Bubble, Column, Imagemap, QuickReply } from "./types";

type Json = Record<string, unknown>;

const json = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(json) : []);
const action = (value: unknown): Action => actionOf(value ?? null) ?? { type: "" };
const actions = (value: unknown): Action[] => list(value).map(action);

/** The bubble of a message object, or undefined when there is none to show. */
export function bubbleOf(payload: unknown): Bubble | undefined {
  const message = json(payload);
  const bubble = contentOf(message);
  if (!bubble) return undefined;
  const quickReplies = list(json(message.quickReply).items).map(
    (item): QuickReply => ({ imageUrl: text(item.imageUrl) || undefined, action: action(item.action) }),
  );
  return quickReplies.length > 0 ? { ...bubble, quickReplies } : bubble;
}

function contentOf(m: Json): Bubble | undefined {
  switch (m.type) {
    case "text":
      return { text: text(m.text) };
    case "image":
    case "video":
    case "audio":
      return mediumOf(m);
    case "sticker":
      return { sticker: { packageId: text(m.packageId), stickerId: text(m.stickerId) } };
    case "location":
      return locationOf(m);
    case "template":
      return templateOf(json(m.template), text(m.altText));
    case "imagemap":
      return { imagemap: imagemapOf(m) };
    case "flex":
      return { flex: { altText: text(m.altText), contents: m.contents } };
    default:
      return undefined;
  }
}

/** A medium of the web; what a friend sends through LINE has no address. */
function mediumOf(m: Json): Bubble | undefined {
  const external = json(m.contentProvider);
  const content = text(m.originalContentUrl) || text(external.originalContentUrl);
  const preview = text(m.previewImageUrl) || text(external.previewImageUrl);
  if (!content) return undefined;
  if (m.type === "audio") return { audio: { originalContentUrl: content, duration: number(m.duration) } };
  const urls = { originalContentUrl: content, previewImageUrl: preview };
  return m.type === "image" ? { image: urls } : { video: urls };
}

function locationOf(m: Json): Bubble | undefined {
  const [latitude, longitude] = [number(m.latitude), number(m.longitude)];
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return undefined;
  return { location: { title: text(m.title), address: text(m.address), latitude, longitude } };
}

function templateOf(t: Json, altText: string): Bubble | undefined {
  const looks = { imageAspectRatio: text(t.imageAspectRatio), imageSize: text(t.imageSize) };
  switch (t.type) {
    case "buttons":
      return { buttons: { altText, ...looks, ...columnOf(t) } };
    case "confirm":
      return { confirm: { altText, text: text(t.text), actions: actions(t.actions) } };
    case "carousel":
      return { carousel: { altText, ...looks, columns: list(t.columns).map(columnOf) } };
    case "image_carousel": {
      const columns = list(t.columns).map((c) => ({ imageUrl: text(c.imageUrl), action: action(c.action) }));
      return { imageCarousel: { altText, columns } };
    }
    default:
      return undefined;
  }
}

const columnOf = (c: Json): Column => ({
  thumbnailImageUrl: text(c.thumbnailImageUrl) || undefined,
  imageBackgroundColor: text(c.imageBackgroundColor) || undefined,
  title: text(c.title) || undefined,
  text: text(c.text),
  defaultAction: c.defaultAction === undefined ? undefined : action(c.defaultAction),
  actions: actions(c.actions),
});

function imagemapOf(m: Json): Imagemap {
  const size = json(m.baseSize);
  return {
    altText: text(m.altText),
    baseUrl: text(m.baseUrl),
    baseSize: {
      width: number(size.width) || imagemapWidth,
      height: number(size.height) || imagemapWidth,
    },
    actions: list(m.actions).map((a) => {
      const area = json(a.area);
      return {
        type: text(a.type),
        label: text(a.label) || undefined,
        linkUri: text(a.linkUri) || undefined,
        text: text(a.text) || undefined,
        clipboardText: text(a.clipboardText) || undefined,
        area: {
          x: number(area.x),
          y: number(area.y),
          width: number(area.width),
          height: number(area.height),
        },
      };
    }),
  };
}

/** The words of a friend's sticker, for those who cannot see it. */
export function stickerWords(payload: unknown): string {
  const fields = json(payload);
  const keywords = Array.isArray(fields.keywords) ? fields.keywords.filter((k) => typeof k === "string") : [];
  return text(fields.text) || keywords.slice(0, 3).join(", ");
}
