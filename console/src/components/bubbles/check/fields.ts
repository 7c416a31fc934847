import type { Action, Bubble, Column } from "../types";
import type { Field } from "./checker";
import type { Counting } from "./counting";
import * as max from "./limits";

type Do = (field: Field) => void;

const field = (
  path: string,
  text: string | undefined,
  limit: number,
  counting: Counting,
  required: boolean,
): Field => ({
  path,
  text: text ?? "",
  max: limit,
  counting,
  required,
});

/** Calls `visit` for every text of a bubble that people read, but those within Flex contents. */
export function texts(b: Bubble, path: string, visit: Do): void {
  if (b.text) visit(field(`${path}.text`, b.text, max.maxTextUnits, "units", true));
  if (b.location) {
    visit(field(`${path}.location.title`, b.location.title, max.maxPlace, "units", true));
    visit(field(`${path}.location.address`, b.location.address, max.maxPlace, "units", true));
  }
  templateTexts(b, path, visit);
  if (b.imagemap) {
    visit(alt(`${path}.imagemap`, b.imagemap.altText));
    for (const [i, a] of b.imagemap.actions.entries()) {
      const at = `${path}.imagemap.actions.${i}`;
      visit(field(`${at}.label`, a.label, max.maxImagemapLabel, "graphemes", false));
      visit(field(`${at}.text`, a.text, max.maxImagemapText, "units", a.type === "message"));
      visit(field(`${at}.clipboardText`, a.clipboardText, max.maxClipboard, "units", a.type === "clipboard"));
    }
  }
  if (b.flex) visit(alt(`${path}.flex`, b.flex.altText));
  for (const [i, { action }] of (b.quickReplies ?? []).entries()) {
    actionTexts(action, `${path}.quickReplies.${i}.action`, max.maxLabel, true, visit);
  }
}

const alt = (path: string, text: string) => field(`${path}.altText`, text, max.maxAltText, "units", true);

function templateTexts(b: Bubble, path: string, visit: Do): void {
  if (b.buttons) {
    const at = `${path}.buttons`;
    visit(alt(at, b.buttons.altText));
    columnTexts(b.buttons, at, max.maxButtonsText, visit);
  }
  if (b.confirm) {
    const at = `${path}.confirm`;
    visit(alt(at, b.confirm.altText));
    visit(field(`${at}.text`, b.confirm.text, max.maxConfirmText, "graphemes", true));
    actionsTexts(undefined, b.confirm.actions, at, visit);
  }
  if (b.carousel) {
    const at = `${path}.carousel`;
    visit(alt(at, b.carousel.altText));
    for (const [i, column] of b.carousel.columns.entries()) {
      columnTexts(column, `${at}.columns.${i}`, max.maxCarouselText, visit);
    }
  }
  if (b.imageCarousel) {
    const at = `${path}.imageCarousel`;
    visit(alt(at, b.imageCarousel.altText));
    for (const [i, { action }] of b.imageCarousel.columns.entries()) {
      actionTexts(action, `${at}.columns.${i}.action`, max.maxImageLabel, false, visit);
    }
  }
}

/** The limit of a card's text, which is shorter below a title or a picture. */
export const textLimit = (c: Pick<Column, "title" | "thumbnailImageUrl">, alone: number): number =>
  c.title || c.thumbnailImageUrl ? max.maxTextBelow : alone;

function columnTexts(c: Column, path: string, limit: number, visit: Do): void {
  visit(field(`${path}.title`, c.title, max.maxTitle, "graphemes", false));
  visit(field(`${path}.text`, c.text, textLimit(c, limit), "graphemes", true));
  actionsTexts(c.defaultAction, c.actions, path, visit);
}

function actionsTexts(whole: Action | undefined, actions: Action[], path: string, visit: Do): void {
  if (whole) actionTexts(whole, `${path}.defaultAction`, max.maxLabel, false, visit);
  for (const [i, action] of actions.entries()) {
    actionTexts(action, `${path}.actions.${i}`, max.maxLabel, true, visit);
  }
}

export function actionTexts(a: Action, path: string, label: number, labelled: boolean, visit: Do): void {
  visit(field(`${path}.label`, a.label, label, "graphemes", labelled));
  visit(field(`${path}.text`, a.text, max.maxActionText, "graphemes", a.type === "message"));
  visit(field(`${path}.displayText`, a.displayText, max.maxActionText, "graphemes", false));
  visit(field(`${path}.fillInText`, a.fillInText, max.maxActionText, "graphemes", false));
  visit(field(`${path}.clipboardText`, a.clipboardText, max.maxClipboard, "units", a.type === "clipboard"));
}
