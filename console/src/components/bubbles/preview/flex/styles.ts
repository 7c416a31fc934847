import type { CSSProperties } from "react";

// LINE's words for sizes in pixels, as its app draws them on a phone
// (messaging-api docs, "Flex Message layout" and "Elements of Flex Message").
type Sizes = Record<string, number>;

const spaces: Sizes = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const corners: Sizes = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const borders: Sizes = { none: 0, light: 0.5, normal: 1, "semi-bold": 2, medium: 3, bold: 4 };
export const textSizes: Sizes = {
  xxs: 11,
  xs: 13,
  sm: 14,
  md: 16,
  lg: 19,
  xl: 22,
  xxl: 29,
  "3xl": 35,
  "4xl": 48,
  "5xl": 74,
};
export const imageSizes: Sizes = {
  xxs: 40,
  xs: 60,
  sm: 80,
  md: 100,
  lg: 120,
  xl: 140,
  xxl: 160,
  "3xl": 180,
  "4xl": 200,
  "5xl": 220,
};
export const bubbleWidths: Sizes = {
  nano: 120,
  micro: 160,
  deca: 220,
  hecto: 241,
  kilo: 260,
  mega: 300,
  giga: 386,
};

/** A JSON object of a Flex Message. Nothing in it is known to be what it should be. */
export type Node = Record<string, unknown>;

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const word = (node: Node, name: string): string => {
  const value = node[name];
  return typeof value === "string" ? value : "";
};

export const nodesIn = (node: Node): Node[] =>
  Array.isArray(node.contents) ? node.contents.filter(isNode) : [];

/** A colour as LINE writes it, or none. */
export function colorOf(node: Node, name: string): string | undefined {
  const value = word(node, name);
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value) ? value : undefined;
}

const free = /^-?\d{1,4}(\.\d{1,3})?(px|%)$/;

/** A length: a word of LINE's, pixels or a percentage. */
export function lengthOf(node: Node, name: string, words: Sizes = spaces): string | undefined {
  const value = word(node, name);
  const known = Object.hasOwn(words, value) ? words[value] : undefined;
  if (known !== undefined) return `${known}px`;
  return free.test(value) ? value : undefined;
}

const along: Record<string, string> = {
  start: "flex-start",
  center: "center",
  end: "flex-end",
  "flex-start": "flex-start",
  "flex-end": "flex-end",
  "space-between": "space-between",
  "space-around": "space-around",
  "space-evenly": "space-evenly",
};
const upright: Record<string, string> = { top: "flex-start", center: "center", bottom: "flex-end" };

export const alongOf = (node: Node, name: string): string | undefined => along[word(node, name)];
export const gravityOf = (node: Node): string | undefined => upright[word(node, "gravity")];

/** The box around a component: its layout and the space before each of its components. */
export interface Around {
  layout: string;
  spacing?: string;
}

/** How a component takes its place in the box around it. */
export function placeStyle(node: Node, around: Around, first: boolean): CSSProperties {
  const across = around.layout !== "vertical";
  const before = lengthOf(node, "margin") ?? (first ? undefined : around.spacing);
  return {
    flex: flexOf(node, across),
    minWidth: 0,
    [across ? "marginLeft" : "marginTop"]: before,
    position: word(node, "position") === "absolute" ? "absolute" : "relative",
    top: lengthOf(node, "offsetTop"),
    bottom: lengthOf(node, "offsetBottom"),
    left: lengthOf(node, "offsetStart"),
    right: lengthOf(node, "offsetEnd"),
  };
}

function flexOf(node: Node, across: boolean): string {
  const kind = word(node, "type");
  const weight = node.flex;
  // The rest of the space is shared by weight; a weight of 0 takes what the content needs.
  if (typeof weight === "number" && weight >= 0) {
    if (weight === 0) return "none";
    return across ? `${weight} ${weight} 0` : `${weight} 0 auto`;
  }
  if (kind === "separator" || kind === "icon") return "none";
  if (kind === "filler") return "1 0 0";
  const fixed = kind === "box" && (across ? word(node, "width") : word(node, "height"));
  return across && !fixed ? "1 1 0" : "none";
}

export function boxStyle(node: Node): CSSProperties {
  const all = lengthOf(node, "paddingAll");
  const border = lengthOf(node, "borderWidth", borders);
  const layout = word(node, "layout");
  return {
    display: "flex",
    flexDirection: layout === "vertical" ? "column" : "row",
    alignItems: alongOf(node, "alignItems") ?? (layout === "baseline" ? "baseline" : "stretch"),
    justifyContent: alongOf(node, "justifyContent"),
    paddingTop: lengthOf(node, "paddingTop") ?? all,
    paddingBottom: lengthOf(node, "paddingBottom") ?? all,
    paddingLeft: lengthOf(node, "paddingStart") ?? all,
    paddingRight: lengthOf(node, "paddingEnd") ?? all,
    backgroundColor: colorOf(node, "backgroundColor"),
    backgroundImage: gradientOf(node.background),
    borderWidth: border,
    borderStyle: border ? "solid" : undefined,
    borderColor: border ? (colorOf(node, "borderColor") ?? "#000000") : undefined,
    borderRadius: lengthOf(node, "cornerRadius", corners),
    overflow: word(node, "cornerRadius") ? "hidden" : undefined,
    width: lengthOf(node, "width"),
    height: lengthOf(node, "height"),
    maxWidth: lengthOf(node, "maxWidth"),
    maxHeight: lengthOf(node, "maxHeight"),
  };
}

function gradientOf(value: unknown): string | undefined {
  if (!isNode(value) || value.type !== "linearGradient") return undefined;
  const angle = /^\d{1,3}(\.\d+)?deg$/.test(word(value, "angle")) ? word(value, "angle") : "0deg";
  const [start, center, end] = [
    colorOf(value, "startColor"),
    colorOf(value, "centerColor"),
    colorOf(value, "endColor"),
  ];
  if (!start || !end) return undefined;
  const at = /^\d{1,3}(\.\d+)?%$/.test(word(value, "centerPosition")) ? word(value, "centerPosition") : "50%";
  return `linear-gradient(${angle}, ${start}, ${center ? `${center} ${at}, ` : ""}${end})`;
}

export function textStyle(node: Node): CSSProperties {
  const lines = node.lineSpacing === undefined ? undefined : lengthOf(node, "lineSpacing", {});
  return {
    fontSize: lengthOf(node, "size", textSizes),
    fontWeight: word(node, "weight") === "bold" ? 700 : undefined,
    fontStyle: word(node, "style") === "italic" ? "italic" : undefined,
    textDecoration: { underline: "underline", "line-through": "line-through" }[word(node, "decoration")],
    color: colorOf(node, "color"),
    lineHeight: lines ? `calc(1.4em + ${lines})` : undefined,
  };
}

/** Width to height; LINE's own is a square. */
export function ratioOf(node: Node): string {
  const match = /^(\d{1,6}):(\d{1,6})$/.exec(word(node, "aspectRatio"));
  return match ? `${match[1]} / ${match[2]}` : "1 / 1";
}
