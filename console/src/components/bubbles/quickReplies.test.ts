import { describe, expect, it } from "vitest";
import { settled } from "./quickReplies";

const replies = [{ action: { type: "camera", label: "撮る" } }];

describe("quick replies", () => {
  const [first, last] = [{ text: "一" }, { text: "二", quickReplies: replies }];

  it("go along to a bubble that is added behind", () => {
    const added = { text: "三" };
    expect(settled([first, last], [first, last, added])).toEqual([
      first,
      { text: "二", quickReplies: undefined },
      { text: "三", quickReplies: replies },
    ]);
  });

  it("stay at the end when the order changes", () => {
    expect(settled([first, last], [last, first])).toEqual([
      { text: "二", quickReplies: undefined },
      { text: "一", quickReplies: replies },
    ]);
  });

  it("do not replace those that the new last bubble has", () => {
    const own = { text: "三", quickReplies: [{ action: { type: "location", label: "送る" } }] };
    expect(settled([first, last], [first, last, own])).toEqual([first, last, own]);
  });
});
