import { describe, expect, it } from "vitest";
import type { Message } from "@/api/types";
import { inOrder, layOver, type MessagePages } from "./messages";

const message = (n: number, text = ""): Message => ({
  id: `msg_${n}`,
  conversationId: "cnv_1",
  direction: "in",
  kind: "text",
  text,
  sender: { kind: "friend", id: "cnt_1", name: "" },
  at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
});
const page = (from: number, to: number, next?: string) => ({
  items: Array.from({ length: from - to + 1 }, (_, i) => message(from - i)),
  next,
});
const loaded = (...pages: ReturnType<typeof page>[]): MessagePages => ({
  pages,
  pageParams: pages.map(() => undefined),
});
const ids = (pages: MessagePages) => inOrder(pages).map((m) => Number(m.id.slice(4)));

describe("laying the newest page over a thread", () => {
  it("adds new messages and keeps the older pages and their cursor", () => {
    const result = layOver(loaded(page(20, 11, "c1"), page(10, 1)), page(23, 14, "c2"));
    expect(ids(result)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
    expect(result.pages[0]?.next).toBe("c1");
  });

  it("takes over what changed in a message, such as its delivery", () => {
    const fresh = { items: [message(2, "changed"), message(1)] };
    const result = layOver(loaded(page(2, 1)), fresh);
    expect(inOrder(result).map((m) => m.text)).toEqual(["", "changed"]);
  });

  it("starts anew when messages between would be missing", () => {
    const result = layOver(loaded(page(20, 11, "c1")), page(80, 31, "c2"));
    expect(ids(result)[0]).toBe(31);
    expect(result.pages).toHaveLength(1);
    expect(result.pages[0]?.next).toBe("c2");
  });

  it("keeps an answer that was sent while the page was on its way", () => {
    const result = layOver(loaded(page(21, 11)), page(20, 11));
    expect(ids(result).at(-1)).toBe(21);
  });
});
