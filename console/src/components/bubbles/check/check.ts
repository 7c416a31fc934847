import { type Action, type Bubble, type Column, kindsOf } from "../types";
import { checkAction, checkImagemap } from "./actions";
import { Checker, color, type Fault } from "./checker";
import { texts } from "./fields";
import { checkFlex } from "./flex";
import {
  maxBubbles,
  maxButtons,
  maxColumnActions,
  maxColumns,
  maxQuickReplies,
  maxTrackingID,
} from "./limits";

/** All that LINE would refuse of these bubbles: the same as compose.Check of the server. */
export function checkBubbles(bubbles: Bubble[]): Fault[] {
  const c = new Checker();
  const count = bubbles.length;
  if (count === 0 || count > maxBubbles) c.fault("", "bubbles.count", { max: maxBubbles, count });
  for (const [i, bubble] of bubbles.entries()) checkBubble(c, bubble, String(i));
  return c.faults;
}

function checkBubble(c: Checker, b: Bubble, path: string): void {
  const kinds = kindsOf(b);
  if (kinds.length === 0) {
    c.fault(`${path}.text`, "bubble.text_empty");
    return;
  }
  if (kinds.length > 1) {
    c.fault(path, "bubble.contents_many", { value: kinds.join(", ") });
    return;
  }
  texts(b, path, (field) => c.field(field));
  checkMedia(c, b, path);
  checkTemplates(c, b, path);
  if (b.imagemap) checkImagemap(c, b.imagemap, `${path}.imagemap`);
  if (b.flex) checkFlex(c, b.flex, `${path}.flex.contents`);
  const quick = b.quickReplies ?? [];
  c.count(`${path}.quickReplies`, quick.length, 0, maxQuickReplies);
  for (const [i, q] of quick.entries()) {
    c.https(`${path}.quickReplies.${i}.imageUrl`, q.imageUrl ?? "", false);
    checkAction(c, q.action, `${path}.quickReplies.${i}.action`, true);
  }
}

const number = /^[0-9]{1,20}$/;
const tracking = /^[-a-zA-Z0-9.=,+*()%$&;:@{}!?<>[\]]+$/;

function checkMedia(c: Checker, b: Bubble, path: string): void {
  const { image, video, audio, sticker, location } = b;
  if (image) {
    c.https(`${path}.image.originalContentUrl`, image.originalContentUrl, true);
    c.https(`${path}.image.previewImageUrl`, image.previewImageUrl, true);
  }
  if (video) {
    c.https(`${path}.video.originalContentUrl`, video.originalContentUrl, true);
    c.https(`${path}.video.previewImageUrl`, video.previewImageUrl, true);
    if (video.trackingId) {
      c.long(`${path}.video.trackingId`, video.trackingId, maxTrackingID);
      c.shape(`${path}.video.trackingId`, video.trackingId, tracking);
    }
  }
  if (audio) {
    c.https(`${path}.audio.originalContentUrl`, audio.originalContentUrl, true);
    if (!(audio.duration > 0)) c.fault(`${path}.audio.duration`, "bubble.duration");
  }
  if (sticker) {
    c.shape(`${path}.sticker.packageId`, sticker.packageId, number);
    c.shape(`${path}.sticker.stickerId`, sticker.stickerId, number);
  }
  if (location) {
    c.within(`${path}.location.latitude`, location.latitude, 90);
    c.within(`${path}.location.longitude`, location.longitude, 180);
  }
}

function checkTemplates(c: Checker, b: Bubble, path: string): void {
  if (b.buttons) {
    const at = `${path}.buttons`;
    checkPictures(c, b.buttons, at);
    checkCard(c, b.buttons, at, maxButtons);
  }
  if (b.confirm) checkActions(c, undefined, b.confirm.actions, `${path}.confirm`, 2, 2);
  if (b.carousel) {
    const at = `${path}.carousel`;
    const { columns } = b.carousel;
    checkPictures(c, b.carousel, at);
    c.count(`${at}.columns`, columns.length, 1, maxColumns);
    for (const [i, column] of columns.entries()) {
      checkCard(c, column, `${at}.columns.${i}`, maxColumnActions);
      if (column.actions.length !== columns[0]?.actions.length) {
        c.fault(`${at}.columns.${i}.actions`, "bubble.columns_differ");
      }
    }
  }
  if (b.imageCarousel) {
    const at = `${path}.imageCarousel.columns`;
    c.count(at, b.imageCarousel.columns.length, 1, maxColumns);
    for (const [i, column] of b.imageCarousel.columns.entries()) {
      c.https(`${at}.${i}.imageUrl`, column.imageUrl, true);
      checkAction(c, column.action, `${at}.${i}.action`, false);
    }
  }
}

function checkPictures(c: Checker, t: { imageAspectRatio?: string; imageSize?: string }, path: string): void {
  c.oneOf(`${path}.imageAspectRatio`, t.imageAspectRatio ?? "", ["", "rectangle", "square"]);
  c.oneOf(`${path}.imageSize`, t.imageSize ?? "", ["", "cover", "contain"]);
}

function checkCard(c: Checker, card: Column, path: string, most: number): void {
  c.https(`${path}.thumbnailImageUrl`, card.thumbnailImageUrl ?? "", false);
  if (card.imageBackgroundColor) c.shape(`${path}.imageBackgroundColor`, card.imageBackgroundColor, color);
  checkActions(c, card.defaultAction, card.actions, path, 1, most);
}

function checkActions(
  c: Checker,
  whole: Action | undefined,
  actions: Action[],
  path: string,
  least: number,
  most: number,
): void {
  if (whole) checkAction(c, whole, `${path}.defaultAction`, false);
  c.count(`${path}.actions`, actions.length, least, most);
  for (const [i, action] of actions.entries()) checkAction(c, action, `${path}.actions.${i}`, false);
}
