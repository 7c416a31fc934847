import { describe, expect, it } from "vitest";
import { actOf, type Pick, picksCell } from "./gridKeys";

const at = (day: number, minute: number, anchor?: Pick["anchor"]): Pick => ({
  cell: { day, minute },
  anchor,
});
const press = (key: string, pick: Pick, mods: { shift?: boolean; ctrl?: boolean } = {}) =>
  actOf({ key, shiftKey: mods.shift ?? false, ctrlKey: mods.ctrl ?? false, metaKey: false }, pick, 30);

describe("keys of the grid", () => {
  it.each([
    ["ArrowDown", at(0, 600), { day: 0, minute: 630 }],
    ["ArrowUp", at(0, 0), { day: 0, minute: 0 }],
    ["ArrowDown", at(0, 29 * 60 + 30), { day: 0, minute: 29 * 60 + 30 }],
    ["ArrowRight", at(6, 600), { day: 6, minute: 600 }],
    ["ArrowLeft", at(3, 600), { day: 2, minute: 600 }],
    ["PageDown", at(3, 600), { day: 3, minute: 780 }],
    ["Home", at(3, 600), { day: 0, minute: 600 }],
    ["End", at(3, 600), { day: 6, minute: 600 }],
  ])("%s moves", (key, pick, cell) => {
    expect(press(key, pick)).toEqual({ kind: "move", pick: { cell, anchor: undefined } });
  });

  it("go to the corners with Control", () => {
    expect(press("Home", at(3, 600), { ctrl: true })).toMatchObject({
      pick: { cell: { day: 0, minute: 0 } },
    });
    expect(press("End", at(3, 600), { ctrl: true })).toMatchObject({
      pick: { cell: { day: 6, minute: 1770 } },
    });
  });

  it("extend a range with Shift from where it began, and Space paints it", () => {
    const first = press("ArrowDown", at(1, 600), { shift: true });
    expect(first).toEqual({ kind: "move", pick: at(1, 630, { day: 1, minute: 600 }) });
    const second = press("ArrowRight", at(1, 630, { day: 1, minute: 600 }), { shift: true });
    expect(second).toEqual({ kind: "move", pick: at(2, 630, { day: 1, minute: 600 }) });
    expect(press(" ", at(2, 630, { day: 1, minute: 600 }))).toEqual({
      kind: "toggle",
      area: { firstDay: 1, lastDay: 2, start: 600, end: 660 },
    });
  });

  it("paint, close, undo and cancel", () => {
    const area = { firstDay: 1, lastDay: 1, start: 600, end: 630 };
    expect(press("Enter", at(1, 600))).toEqual({ kind: "toggle", area });
    expect(press("Delete", at(1, 600))).toEqual({ kind: "close", area });
    expect(press("z", at(1, 600), { ctrl: true })).toEqual({ kind: "undo" });
    expect(press("Escape", at(1, 600))).toEqual({ kind: "cancel" });
  });

  it("leave other keys alone", () => {
    expect(press("Tab", at(1, 600))).toBeUndefined();
    expect(press("z", at(1, 600))).toBeUndefined();
  });

  it("pick the cells of the range, and none without one", () => {
    const pick = at(2, 660, { day: 1, minute: 600 });
    expect(picksCell(pick, 2, 600)).toBe(true);
    expect(picksCell(pick, 1, 660)).toBe(true);
    expect(picksCell(pick, 1, 690)).toBe(false);
    expect(picksCell(pick, 3, 600)).toBe(false);
    expect(picksCell(at(2, 660), 2, 660)).toBe(false);
  });
});
