import { describe, expect, it } from "vitest";
import { bubbleOf, stickerWords } from "./payload";

const say = (label: string) => ({ type: "message", label, text: label });

describe("a message object", () => {
  it.each([
    ["text", { type: "text", text: "はい" }, { text: "はい" }],
    [
      "picture that we sent",
      {
        type: "image",
        originalContentUrl: "https://example.com/a",
        previewImageUrl: "https://example.com/b",
      },
      { image: { originalContentUrl: "https://example.com/a", previewImageUrl: "https://example.com/b" } },
    ],
    [
      "video from elsewhere",
      {
        type: "video",
        contentProvider: { type: "external", originalContentUrl: "https://a.jp/v", previewImageUrl: "" },
      },
      { video: { originalContentUrl: "https://a.jp/v", previewImageUrl: "" } },
    ],
    [
      "sound",
      { type: "audio", originalContentUrl: "https://example.com/a.m4a", duration: 1000 },
      { audio: { originalContentUrl: "https://example.com/a.m4a", duration: 1000 } },
    ],
    [
      "sticker",
      { type: "sticker", packageId: "446", stickerId: "1988", keywords: ["hi"] },
      { sticker: { packageId: "446", stickerId: "1988" } },
    ],
    [
      "place without a name",
      { type: "location", latitude: 35, longitude: 139 },
      { location: { title: "", address: "", latitude: 35, longitude: 139 } },
    ],
    [
      "confirm template, nested as LINE nests it",
      {
        type: "template",
        altText: "確認",
        template: { type: "confirm", text: "よい?", actions: [say("はい")] },
      },
      { confirm: { altText: "確認", text: "よい?", actions: [say("はい")] } },
    ],
    [
      "image carousel",
      {
        type: "template",
        altText: "写真",
        template: { type: "image_carousel", columns: [{ imageUrl: "https://a.jp/p", action: say("見る") }] },
      },
      { imageCarousel: { altText: "写真", columns: [{ imageUrl: "https://a.jp/p", action: say("見る") }] } },
    ],
    [
      "Flex Message",
      { type: "flex", altText: "案内", contents: { type: "bubble" } },
      { flex: { altText: "案内", contents: { type: "bubble" } } },
    ],
  ])("%s becomes a bubble", (_, payload, bubble) => {
    expect(bubbleOf(payload)).toEqual(bubble);
  });

  it("keeps the looks and cards of a carousel", () => {
    const card = { title: "題", text: "本文", thumbnailImageUrl: "https://a.jp/p", actions: [say("はい")] };
    const template = { type: "carousel", imageAspectRatio: "square", columns: [card] };
    expect(bubbleOf({ type: "template", altText: "一覧", template })?.carousel).toMatchObject({
      imageAspectRatio: "square",
      columns: [card],
    });
  });

  it("brings its quick replies along", () => {
    const items = [{ type: "action", imageUrl: "https://a.jp/i", action: { type: "camera", label: "撮る" } }];
    expect(bubbleOf({ type: "text", text: "a", quickReply: { items } })).toEqual({
      text: "a",
      quickReplies: [{ imageUrl: "https://a.jp/i", action: { type: "camera", label: "撮る" } }],
    });
  });

  it.each([
    ["a picture that is at LINE", { type: "image", contentProvider: { type: "line" } }],
    ["a file", { type: "file", fileName: "a.pdf" }],
    ["an unknown template", { type: "template", template: { type: "poll" } }],
    ["a place without degrees", { type: "location", title: "店", latitude: "35", longitude: 139 }],
    ["nothing", undefined],
    ["a text", "text"],
    ["a list", [1]],
  ])("%s is no bubble", (_, payload) => {
    expect(bubbleOf(payload)).toBeUndefined();
  });

  it("with anything in the place of its parts still reads", () => {
    const odd = {
      type: "template",
      altText: 5,
      template: { type: "buttons", text: [], actions: [null, "a", 7] },
    };
    expect(bubbleOf(odd)?.buttons).toMatchObject({ altText: "", text: "" });
    expect(bubbleOf({ type: "imagemap", actions: {}, baseSize: "big" })?.imagemap).toMatchObject({
      actions: [],
      baseSize: { width: 1040, height: 1040 },
    });
  });

  it("of a sticker has words: what was typed on it, else its keywords", () => {
    expect(stickerWords({ text: "よろしく", keywords: ["a"] })).toBe("よろしく");
    expect(stickerWords({ keywords: ["a", 1, "b", "c", "d"] })).toBe("a, b, c");
    expect(stickerWords(null)).toBe("");
  });
});
