import type { Action, Flex } from "../types";
import { checkAction } from "./actions";
import type { Checker } from "./checker";
import { canBeBlank } from "./counting";
import { actionTexts } from "./fields";
import { readJSON } from "./json";
import { maxFlexBubble, maxFlexBubbles, maxFlexCarousel, maxFlexLabel } from "./limits";

type Json = Record<string, unknown>;

/** An object with the place where it stands. */
interface Node {
  object: Json;
  path: string;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objectOf = (value: unknown): Json => (isObject(value) ? value : {});

const textOf = ({ object }: Node, name: string): string => {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === "string" ? value : "";
};

/** The contents of a Flex Message: a string while they are edited, as the server keeps what is no JSON. */
export const flexText = (flex: Flex): string =>
  typeof flex.contents === "string"
    ? flex.contents
    : flex.contents === undefined
      ? ""
      : JSON.stringify(flex.contents, null, 2);

export function flexValue(flex: Flex): unknown {
  if (typeof flex.contents !== "string") return flex.contents;
  const read = readJSON(flex.contents);
  return read.ok ? read.value : undefined;
}

/** The parts of LINE's rules that make it refuse a Flex Message, as compose/flex.go has them. */
export function checkFlex(c: Checker, flex: Flex, path: string): void {
  const contents = flexValue(flex);
  if (contents === undefined) {
    c.fault(path, "bubble.flex_json");
    return;
  }
  const top = { object: objectOf(contents), path };
  const kind = textOf(top, "type");
  if (kind === "bubble") {
    checkSize(c, path, contents, maxFlexBubble);
    checkBubble(c, top, false);
  } else if (kind === "carousel") {
    checkSize(c, path, contents, maxFlexCarousel);
    checkCarousel(c, list(c, top, "contents", 1, maxFlexBubbles));
  } else {
    wrong(c, `${path}.type`, kind);
  }
}

const wrong = (c: Checker, path: string, value: string) => c.fault(path, "bubble.flex_property", { value });

function checkCarousel(c: Checker, bubbles: Node[]): void {
  for (const bubble of bubbles) {
    const kind = textOf(bubble, "type");
    if (kind !== "bubble") {
      wrong(c, `${bubble.path}.type`, kind);
      continue;
    }
    if (bubbles[0] && textOf(bubble, "size") !== textOf(bubbles[0], "size")) {
      c.fault(`${bubble.path}.size`, "bubble.flex_sizes_differ");
    }
    checkBubble(c, bubble, true);
  }
}

/** The bytes of the contents as the server writes them: UTF-8, with <, > and & escaped. */
export function flexBytes(contents: unknown): number {
  const text = JSON.stringify(contents).replace(/[<>&\u2028\u2029]/g, "\\u0000");
  return new TextEncoder().encode(text).length;
}

function checkSize(c: Checker, path: string, contents: unknown, max: number): void {
  const count = flexBytes(contents);
  if (count > max) c.fault(path, "bubble.flex_large", { max, count });
}

/** The objects of a list; what else is in it is a fault. A least of -1 allows that there is none. */
function list(c: Checker, o: Node, name: string, least: number, most: number): Node[] {
  const path = `${o.path}.${name}`;
  const value = o.object[name] ?? undefined;
  if (!Array.isArray(value)) {
    if (value !== undefined || least >= 0) wrong(c, path, "");
    return [];
  }
  if (least > 0) c.count(path, value.length, least, most);
  return value.flatMap((child, i) => {
    if (isObject(child)) return [{ object: child, path: `${path}.${i}` }];
    wrong(c, `${path}.${i}`, "");
    return [];
  });
}

const sizes = ["", "nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];
const largeSizes = ["", "kilo", "mega", "giga"]; // mega when none is said

function checkBubble(c: Checker, b: Node, inCarousel: boolean): void {
  const size = textOf(b, "size");
  c.oneOf(`${b.path}.size`, size, sizes);
  c.oneOf(`${b.path}.direction`, textOf(b, "direction"), ["", "ltr", "rtl"]);
  for (const block of ["header", "hero", "body", "footer"]) {
    if (!Object.hasOwn(b.object, block)) continue;
    const value = b.object[block];
    const o = { object: objectOf(value), path: `${b.path}.${block}` };
    const kind = textOf(o, "type");
    const allowed = block === "hero" ? ["box", "image", "video"] : ["box"];
    if (!isObject(value) || !allowed.includes(kind)) {
      wrong(c, `${o.path}.type`, kind);
    } else if (kind === "video") {
      if (inCarousel || !largeSizes.includes(size)) wrong(c, `${o.path}.type`, kind);
      checkVideo(c, o);
    } else {
      checkComponent(c, o, "");
    }
  }
  checkFlexAction(c, b, false);
}

/** Checks a component; layout is that of the box around it, "" for none. */
function checkComponent(c: Checker, o: Node, layout: string): void {
  const kind = textOf(o, "type");
  const misplaced = layout === "baseline" ? !["icon", "text", "filler"].includes(kind) : kind === "icon";
  if (misplaced) {
    wrong(c, `${o.path}.type`, kind);
    return;
  }
  switch (kind) {
    case "box":
      c.oneOf(`${o.path}.layout`, textOf(o, "layout"), ["horizontal", "vertical", "baseline"]);
      for (const child of list(c, o, "contents", 0, 0)) checkComponent(c, child, textOf(o, "layout"));
      break;
    case "text":
      checkText(c, o);
      break;
    case "image":
    case "icon":
      c.https(`${o.path}.url`, textOf(o, "url"), true);
      checkRatio(c, o);
      break;
    case "button":
    case "separator":
    case "filler":
      break;
    default:
      wrong(c, `${o.path}.type`, kind);
      return;
  }
  checkFlexAction(c, o, kind === "button");
}

function checkText(c: Checker, o: Node): void {
  const spans = list(c, o, "contents", -1, 0);
  for (const span of spans) {
    if (textOf(span, "type") !== "span") wrong(c, `${span.path}.type`, textOf(span, "type"));
  }
  if (spans.length > 0) return;
  const text = textOf(o, "text");
  if (text === "") c.fault(`${o.path}.text`, "bubble.field_empty");
  else if (text.includes("{") && canBeBlank(text)) c.fault(`${o.path}.text`, "bubble.value_missing");
}

function checkVideo(c: Checker, o: Node): void {
  c.https(`${o.path}.url`, textOf(o, "url"), true);
  c.https(`${o.path}.previewUrl`, textOf(o, "previewUrl"), true);
  checkRatio(c, o);
  const other = o.object.altContent;
  const alt = { object: objectOf(other), path: `${o.path}.altContent` };
  const kind = textOf(alt, "type");
  if (!isObject(other) || (kind !== "box" && kind !== "image")) {
    wrong(c, alt.path, kind);
    return;
  }
  checkComponent(c, alt, "");
}

/** Width to height: both 1 to 100000, and the height at most three times the width. */
function checkRatio(c: Checker, o: Node): void {
  if (!Object.hasOwn(o.object, "aspectRatio")) return;
  const text = textOf(o, "aspectRatio");
  const match = /^([0-9]{1,6}):([0-9]{1,6})$/.exec(text);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  const inRange = (n: number) => n >= 1 && n <= 100_000;
  if (!(inRange(width) && inRange(height) && height <= 3 * width)) {
    wrong(c, `${o.path}.aspectRatio`, text);
  }
}

function checkFlexAction(c: Checker, o: Node, required: boolean): void {
  const path = `${o.path}.action`;
  if (!Object.hasOwn(o.object, "action")) {
    if (required) c.fault(path, "bubble.field_empty");
    return;
  }
  const action = actionOf(o.object.action);
  if (!action) {
    wrong(c, path, "");
    return;
  }
  actionTexts(action, path, maxFlexLabel, required, (field) => c.field(field));
  checkAction(c, action, path, false);
}

const actionFields = [
  "type",
  "label",
  "text",
  "uri",
  "data",
  "displayText",
  "inputOption",
  "fillInText",
  "mode",
  "initial",
  "min",
  "max",
  "clipboardText",
] as const;

/** An action of a Flex Message, or undefined when its fields are not what they must be. */
export function actionOf(value: unknown): Action | undefined {
  if (value !== null && !isObject(value)) return undefined;
  const fields = value ?? {};
  const action: Action = { type: "" };
  for (const name of actionFields) {
    const text = fields[name] ?? "";
    if (typeof text !== "string") return undefined;
    if (text) action[name] = text;
  }
  const alt = fields.altUri ?? undefined;
  if (alt === undefined) return action;
  const desktop = isObject(alt) ? (alt.desktop ?? "") : undefined;
  return typeof desktop === "string" ? { ...action, altUri: { desktop } } : undefined;
}
