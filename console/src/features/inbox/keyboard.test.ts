import { describe, expect, it } from "vitest";
import { makeComposition, sends } from "./keyboard";

const enter = { key: "Enter", keyCode: 13, isComposing: false, timeStamp: 10_000 };
const plain = { key: "Enter", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe("Enter while Japanese is converted", () => {
  it("belongs to the conversion in Chrome and Firefox, which say isComposing", () => {
    expect(makeComposition().converts({ ...enter, isComposing: true })).toBe(true);
  });

  it("belongs to the conversion where only key code 229 tells", () => {
    expect(makeComposition().converts({ ...enter, keyCode: 229 })).toBe(true);
  });

  it("belongs to the conversion between its start and its end", () => {
    const composition = makeComposition();
    composition.start();
    expect(composition.converts(enter)).toBe(true);
  });

  it("belongs to the conversion in Safari, which ends it just before the key goes down", () => {
    const composition = makeComposition();
    composition.start();
    composition.end(9_996);
    expect(composition.converts(enter)).toBe(true);
  });

  it("is an Enter again when it is pressed a moment later", () => {
    const composition = makeComposition();
    composition.start();
    composition.end(9_700);
    expect(composition.converts(enter)).toBe(false);
  });
});

describe("the key that sends", () => {
  it("is Enter, and Shift+Enter makes a line", () => {
    expect(sends(plain, "enter", false)).toBe(true);
    expect(sends({ ...plain, shiftKey: true }, "enter", false)).toBe(false);
  });

  it("is Ctrl or Command with Enter for those who chose so", () => {
    expect(sends(plain, "mod+enter", false)).toBe(false);
    expect(sends({ ...plain, ctrlKey: true }, "mod+enter", false)).toBe(true);
    expect(sends({ ...plain, metaKey: true }, "mod+enter", false)).toBe(true);
  });

  it("is not the Enter of a touch keyboard, which has no Shift+Enter", () => {
    expect(sends(plain, "enter", true)).toBe(false);
  });
});
