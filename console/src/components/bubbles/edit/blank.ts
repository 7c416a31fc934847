import { imagemapWidth } from "../check/limits";
import type { Action, Bubble, Column, Kind } from "../types";

export const blankAction = (type = "message"): Action => ({ type, label: "" });

export const blankColumn = (actions = 1): Column => ({
  text: "",
  actions: Array.from({ length: actions }, () => blankAction()),
});

const flexStart = `{
  "type": "bubble",
  "body": {
    "type": "box",
    "layout": "vertical",
    "contents": []
  }
}`;

/** A bubble of a kind before anything is filled in. */
export function blankBubble(kind: Kind): Bubble {
  const altText = "";
  switch (kind) {
    case "image":
      return { image: { originalContentUrl: "", previewImageUrl: "" } };
    case "video":
      return { video: { originalContentUrl: "", previewImageUrl: "" } };
    case "audio":
      return { audio: { originalContentUrl: "", duration: 0 } };
    case "sticker":
      return { sticker: { packageId: "", stickerId: "" } };
    case "location":
      return { location: { title: "", address: "", latitude: 0, longitude: 0 } };
    case "buttons":
      return { buttons: { altText, ...blankColumn() } };
    case "confirm":
      return { confirm: { altText, text: "", actions: [blankAction(), blankAction()] } };
    case "carousel":
      return { carousel: { altText, columns: [blankColumn(), blankColumn()] } };
    case "imageCarousel":
      return { imageCarousel: { altText, columns: [{ imageUrl: "", action: blankAction("uri") }] } };
    case "imagemap":
      return {
        imagemap: {
          altText,
          baseUrl: "",
          baseSize: { width: imagemapWidth, height: imagemapWidth },
          actions: [],
        },
      };
    case "flex":
      return { flex: { altText, contents: flexStart } };
    default:
      return { text: "" };
  }
}
