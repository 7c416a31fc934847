import type { Area, ImagemapAction } from "../types";

export interface Size {
  width: number;
  height: number;
}

const clamp = (n: number, low: number, high: number) => Math.min(Math.max(Math.round(n), low), high);

/** The area moved within the picture. */
export const shifted = (area: Area, dx: number, dy: number, size: Size): Area => ({
  ...area,
  x: clamp(area.x + dx, 0, size.width - area.width),
  y: clamp(area.y + dy, 0, size.height - area.height),
});

/** The area with another right and lower edge, within the picture. */
export const stretched = (area: Area, dx: number, dy: number, size: Size): Area => ({
  ...area,
  width: clamp(area.width + dx, 1, size.width - area.x),
  height: clamp(area.height + dy, 1, size.height - area.y),
});

/** The area between two corners, within the picture. */
export function between(a: { x: number; y: number }, b: { x: number; y: number }, size: Size): Area {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) => clamp(x, 0, size.width));
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) => clamp(y, 0, size.height));
  const [x, y] = [left ?? 0, top ?? 0];
  return { x, y, width: (right ?? 0) - x, height: (bottom ?? 0) - y };
}

/** A picture cut into equal areas; what the areas did before stays with them. */
export function cut(actions: ImagemapAction[], columns: number, rows: number, size: Size): ImagemapAction[] {
  const edge = (i: number, parts: number, whole: number) => Math.round((i * whole) / parts);
  return Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const [x, y] = [edge(column, columns, size.width), edge(row, rows, size.height)];
    const area = {
      x,
      y,
      width: edge(column + 1, columns, size.width) - x,
      height: edge(row + 1, rows, size.height) - y,
    };
    return { ...(actions[i] ?? { type: "message" }), area };
  });
}
