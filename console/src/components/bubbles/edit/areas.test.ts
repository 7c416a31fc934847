import { describe, expect, it } from "vitest";
import { between, cut, shifted, stretched } from "./areas";
import { nearest } from "./flexFaults";

const size = { width: 1040, height: 500 };
const area = { x: 10, y: 20, width: 100, height: 50 };

describe("an area of a rich message", () => {
  it("stays within the picture when it is moved", () => {
    expect(shifted(area, -50, 1000, size)).toEqual({ x: 0, y: 450, width: 100, height: 50 });
  });

  it("stays within the picture, and is there at all, when it is stretched", () => {
    expect(stretched(area, 5000, -5000, size)).toEqual({ x: 10, y: 20, width: 1030, height: 1 });
  });

  it("lies between the two ends of a stroke, whichever is first", () => {
    expect(between({ x: 300.4, y: 400 }, { x: 100, y: -20 }, size)).toEqual({
      x: 100,
      y: 0,
      width: 200,
      height: 400,
    });
  });

  it("is cut so that all together cover the picture, and what they do stays", () => {
    const cells = cut([{ type: "uri", linkUri: "tel:1", area }], 3, 2, size);
    expect(cells).toHaveLength(6);
    expect(cells[0]).toEqual({
      type: "uri",
      linkUri: "tel:1",
      area: { x: 0, y: 0, width: 347, height: 250 },
    });
    expect(cells.reduce((sum, c) => sum + c.area.width * c.area.height, 0)).toBe(1040 * 500);
  });
});

describe("the place of a fault", () => {
  it("is that of the nearest thing that is there", () => {
    const places = new Map([
      ["", { line: 1, column: 1 }],
      ["body", { line: 2, column: 3 }],
    ]);
    const placeOf = (path: string) => places.get(path);
    expect(nearest("body.contents.0.text", placeOf)).toEqual({ line: 2, column: 3 });
    expect(nearest("footer", placeOf)).toEqual({ line: 1, column: 1 });
    expect(nearest("a", () => undefined)).toBeUndefined();
  });
});
