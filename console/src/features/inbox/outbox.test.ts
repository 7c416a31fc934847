import { describe, expect, it } from "vitest";
import { ApiError } from "@/api/problem";
import type { Message } from "@/api/types";
import { makeOutbox, type Pending } from "./outbox";

function setup(kept: string | null = null) {
  const store = new Map<string, string>(kept ? [["ohenji.outbox", kept]] : []);
  const storage = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  };
  const asked: string[] = [];
  const seen: (string | undefined)[] = [];
  const replies: (() => Promise<Message[]>)[] = [];
  const outbox = makeOutbox((pending: Pending) => {
    asked.push(pending.requestId);
    seen.push(pending.seen);
    const reply = replies.shift();
    if (!reply) throw new Error("no reply prepared");
    return reply();
  }, storage);
  return { outbox, asked, seen, replies, store };
}

const nothing = () => {};

describe("an answer under way", () => {
  it("is shown until the server has it, and then gone", async () => {
    const { outbox, replies, store } = setup();
    let finish: (messages: Message[]) => void = nothing;
    replies.push(() => new Promise((resolve) => (finish = resolve)));
    const done = outbox.send("acc_1", "cnv_1", [{ text: "a" }], nothing);
    expect(outbox.all()).toMatchObject([{ state: "sending", bubbles: [{ text: "a" }] }]);
    finish([]);
    await done;
    expect(outbox.all()).toEqual([]);
    expect(store.size).toBe(0);
  });

  it("is tried again under the same request id, so that it cannot arrive twice", async () => {
    const { outbox, asked, replies } = setup();
    replies.push(() => Promise.reject(new ApiError({ status: 0 })));
    replies.push(() => Promise.resolve([]));
    await outbox.send("acc_1", "cnv_1", [{ text: "a" }], nothing);
    expect(outbox.all()).toMatchObject([{ state: "failed", unclear: true }]);
    await outbox.retry(asked[0] ?? "", nothing);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBe(asked[0]);
    expect(outbox.all()).toEqual([]);
  });

  it("says what the server said when it was refused", async () => {
    const { outbox, replies } = setup();
    replies.push(() => Promise.reject(new ApiError({ status: 422, detail: "blocked" })));
    await outbox.send("acc_1", "cnv_1", [{ text: "a" }], nothing);
    expect(outbox.all()).toMatchObject([{ state: "failed", unclear: false, message: "blocked" }]);
  });

  it("stops before a colleague's answer once, and goes when it is sent again", async () => {
    const { outbox, seen, asked, replies } = setup();
    replies.push(() =>
      Promise.reject(new ApiError({ status: 409, code: "answer.colleague", detail: "さくら" })),
    );
    replies.push(() => Promise.resolve([]));
    await outbox.send("acc_1", "cnv_1", [{ text: "a" }], nothing, "msg_1");
    expect(outbox.all()).toMatchObject([{ state: "failed", unclear: false, message: "さくら" }]);
    await outbox.retry(asked[0] ?? "", nothing);
    expect(seen).toEqual(["msg_1", undefined]);
    expect(outbox.all()).toEqual([]);
  });

  it("outlives a closed page as one whose outcome is not known", async () => {
    const first = setup();
    first.replies.push(() => new Promise(nothing));
    void first.outbox.send("acc_1", "cnv_1", [{ text: "a" }], nothing);
    const second = setup(first.store.get("ohenji.outbox") ?? null);
    expect(second.outbox.all()).toMatchObject([
      { requestId: first.asked[0], state: "failed", unclear: true, bubbles: [{ text: "a" }] },
    ]);
  });

  it("holds back a refresh of its conversation until it has ended", async () => {
    const { outbox, replies } = setup();
    let finish: (messages: Message[]) => void = nothing;
    replies.push(() => new Promise((resolve) => (finish = resolve)));
    const order: string[] = [];
    const done = outbox.send("acc_1", "cnv_1", [{ text: "a" }], () => order.push("sent"));
    const idle = outbox.idle("acc_1", "cnv_1").then(() => order.push("idle"));
    await outbox.idle("acc_1", "cnv_2");
    finish([]);
    await Promise.all([done, idle]);
    expect(order).toEqual(["sent", "idle"]);
  });
});
