import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Conversation, ConversationStatus, Filter, Page } from "@/api/types";

export const listQuery = (account: string, filter: Filter, search: string) =>
  infiniteQueryOptions({
    queryKey: keys.list(account, filter, search),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/accounts/{account}/conversations", {
          params: {
            path: { account },
            query: { filter, search: search || undefined, cursor: pageParam, limit: 50 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Conversation>) => page.next || undefined,
    // While a search is typed the rows before it stay; another filter starts empty.
    placeholderData: (previous, query) =>
      query?.queryKey[1] === account && query.queryKey[3] === filter ? previous : undefined,
  });

export const conversationQuery = (account: string, conversation: string) =>
  queryOptions({
    queryKey: keys.conversation(account, conversation),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/accounts/{account}/conversations/{conversation}", {
          params: { path: { account, conversation } },
          signal,
        }),
      ),
  });

/** Lays a conversation that an action returned over what is shown. */
function keep(client: QueryClient, account: string, conversation: Conversation): void {
  client.setQueryData(keys.conversation(account, conversation.id), conversation);
  void client.invalidateQueries({ queryKey: keys.lists(account) });
}

export function useRead(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (conversation: string) =>
      unwrap(
        api.POST("/accounts/{account}/conversations/{conversation}/read", {
          params: { path: { account, conversation } },
        }),
      ),
    onSuccess: (conversation) => keep(client, account, conversation),
  });
}

export function useManual(account: string, conversation: string) {
  const client = useQueryClient();
  const params = { path: { account, conversation } };
  const onSuccess = (next: Conversation) => keep(client, account, next);
  const take = useMutation({
    mutationFn: () => unwrap(api.PUT("/accounts/{account}/conversations/{conversation}/manual", { params })),
    onSuccess,
  });
  const release = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/accounts/{account}/conversations/{conversation}/manual", { params })),
    onSuccess,
  });
  return { take, release };
}

export function useStatus(account: string, conversation: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (status: ConversationStatus) =>
      unwrap(
        api.PUT("/accounts/{account}/conversations/{conversation}/status", {
          params: { path: { account, conversation } },
          body: { status },
        }),
      ),
    onSuccess: (next) => keep(client, account, next),
  });
}
