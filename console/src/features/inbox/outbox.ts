// Answers under way: shown at once, kept until the server has them. The request
// id is made here and stays the same for every try, so that a second try after
// a lost answer sends nothing twice.
import { useSyncExternalStore } from "react";
import { api, unwrap } from "@/api/client";
import { ApiError } from "@/api/problem";
import { serverNow } from "@/api/serverClock";
import type { Bubble, Message } from "@/api/types";

export interface Pending {
  requestId: string;
  account: string;
  conversation: string;
  bubbles: Bubble[];
  /** The newest message on the screen: a colleague's answer after it stops this one. */
  seen?: string;
  at: string;
  state: "sending" | "failed";
  /** True when no answer came: it may have arrived. */
  unclear: boolean;
  message: string;
}

type Sent = (pending: Pending, messages: Message[]) => void;
type Post = (pending: Pending) => Promise<Message[]>;

const storeKey = "ohenji.outbox";

async function post(pending: Pending): Promise<Message[]> {
  const { account, conversation, requestId, bubbles, seen } = pending;
  const result = await unwrap(
    api.POST("/accounts/{account}/conversations/{conversation}/messages", {
      params: { path: { account, conversation } },
      body: { requestId, bubbles, seen },
    }),
  );
  return result.items;
}

export function makeOutbox(send: Post, storage: Pick<Storage, "getItem" | "setItem" | "removeItem">) {
  let items: readonly Pending[] = restore(storage);
  const listeners = new Set<() => void>();

  const change = (next: readonly Pending[]) => {
    items = next;
    if (items.length === 0) storage.removeItem(storeKey);
    else storage.setItem(storeKey, JSON.stringify(items));
    for (const listener of listeners) listener();
  };
  const update = (requestId: string, part: Partial<Pending>) =>
    change(items.map((p) => (p.requestId === requestId ? { ...p, ...part } : p)));
  const sending = (account: string, conversation: string) =>
    items.some((p) => p.account === account && p.conversation === conversation && p.state === "sending");

  const attempt = async (requestId: string, onSent: Sent) => {
    const pending = items.find((p) => p.requestId === requestId);
    if (!pending) return;
    update(requestId, { state: "sending", message: "" });
    try {
      const messages = await send(pending);
      onSent(pending, messages);
      change(items.filter((p) => p.requestId !== requestId));
    } catch (error) {
      const known = error instanceof ApiError;
      const unclear = !known || error.unreachable || error.status >= 500;
      const warned = known && error.code === "answer.colleague";
      // Whoever sends again after the warning means it.
      const seen = warned ? undefined : pending.seen;
      update(requestId, { state: "failed", unclear, seen, message: known ? error.message : "" });
    }
  };

  return {
    all: () => items,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(account: string, conversation: string, bubbles: Bubble[], onSent: Sent, seen?: string) {
      const requestId = crypto.randomUUID();
      const at = new Date(serverNow()).toISOString();
      change([
        ...items,
        {
          requestId,
          account,
          conversation,
          bubbles,
          seen,
          at,
          state: "sending",
          unclear: false,
          message: "",
        },
      ]);
      return attempt(requestId, onSent);
    },
    retry: attempt,
    discard: (requestId: string) => change(items.filter((p) => p.requestId !== requestId)),
    /** Resolves when nothing of the conversation is under way. */
    async idle(account: string, conversation: string): Promise<void> {
      if (!sending(account, conversation)) return;
      await new Promise<void>((resolve) => {
        const check = () => {
          if (sending(account, conversation)) return;
          listeners.delete(check);
          resolve();
        };
        listeners.add(check);
      });
    },
  };
}

/** What a closed page left: whether it arrived is not known, the same request id tells. */
function restore(storage: Pick<Storage, "getItem">): Pending[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storeKey) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter(isPending).map((p) => ({ ...p, state: "failed", unclear: true }));
  } catch {
    return [];
  }
}

function isPending(value: unknown): value is Pending {
  return (
    typeof value === "object" &&
    value !== null &&
    "requestId" in value &&
    "conversation" in value &&
    "bubbles" in value &&
    Array.isArray(value.bubbles)
  );
}

export const outbox = makeOutbox(post, localStorage);

export function usePending(account: string, conversation: string): Pending[] {
  const all = useSyncExternalStore(outbox.subscribe, outbox.all);
  return all.filter((p) => p.account === account && p.conversation === conversation);
}
