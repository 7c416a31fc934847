import { type InfiniteData, infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Message, Page } from "@/api/types";

const pageSize = 50;

export type MessagePages = InfiniteData<Page<Message>, unknown>;

function fetchMessages(account: string, conversation: string, before?: string, signal?: AbortSignal) {
  return unwrap(
    api.GET("/accounts/{account}/conversations/{conversation}/messages", {
      params: { path: { account, conversation }, query: { before, limit: pageSize } },
      signal,
    }),
  );
}

export const messagesQuery = (account: string, conversation: string) =>
  infiniteQueryOptions({
    queryKey: keys.messages(account, conversation),
    queryFn: ({ pageParam, signal }) => fetchMessages(account, conversation, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Message>) => page.next || undefined,
  });

/** The newest message that the thread shows. */
export const newestSeen = (client: QueryClient, account: string, conversation: string): string | undefined =>
  client.getQueryData<MessagePages>(keys.messages(account, conversation))?.pages[0]?.items[0]?.id;

/** All loaded messages, oldest first. */
export const inOrder = (pages: MessagePages): Message[] => pages.pages.flatMap((p) => p.items).reverse();

/** Fetches the newest page and lays it over what is loaded; older pages stay as they are. */
export async function refreshNewest(
  client: QueryClient,
  account: string,
  conversation: string,
): Promise<void> {
  const queryKey = keys.messages(account, conversation);
  const query = client.getQueryCache().find({ queryKey });
  if (!query?.state.data) return;
  if (!query.isActive()) {
    await client.invalidateQueries({ queryKey, refetchType: "none" });
    return;
  }
  let fresh: Page<Message>;
  try {
    fresh = await fetchMessages(account, conversation);
  } catch {
    await client.invalidateQueries({ queryKey, refetchType: "none" });
    return;
  }
  client.setQueryData<MessagePages>(queryKey, (old) => old && layOver(old, fresh));
}

/**
 * Puts the newest page over the loaded ones. Where they do not touch, messages
 * between them would be missing, so only the newest page is kept.
 */
export function layOver(old: MessagePages, fresh: Page<Message>): MessagePages {
  const freshIds = new Set(fresh.items.map((m) => m.id));
  const touches = old.pages.some((page) => page.items.some((m) => freshIds.has(m.id)));
  const [first, ...rest] = old.pages;
  if (!first || !touches) return { pages: [fresh], pageParams: [undefined] };

  const stale = (m: Message) => !freshIds.has(m.id);
  const kept = first.items.filter(stale);
  // A send that ended while the page was on its way has added newer ones.
  const newest = fresh.items[0]?.at ?? "";
  const items = [...kept.filter((m) => m.at > newest), ...fresh.items, ...kept.filter((m) => m.at <= newest)];
  return {
    ...old,
    pages: [
      { items, next: first.next },
      ...rest.map((page) => ({ ...page, items: page.items.filter(stale) })),
    ],
  };
}

/** Adds messages that a send returned, once each. */
export function addMessages(
  client: QueryClient,
  account: string,
  conversation: string,
  sent: Message[],
): void {
  client.setQueryData<MessagePages>(keys.messages(account, conversation), (old) => {
    const first = old?.pages[0];
    if (!old || !first) return old;
    const known = new Set(old.pages.flatMap((p) => p.items.map((m) => m.id)));
    const added = sent.filter((m) => !known.has(m.id)).reverse();
    return { ...old, pages: [{ ...first, items: [...added, ...first.items] }, ...old.pages.slice(1)] };
  });
}
