import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Conversation, Page } from "@/api/types";

/** The conversations that members have, the soonest to end first. */
export const boardQuery = (account: string) =>
  infiniteQueryOptions({
    queryKey: keys.board(account),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/accounts/{account}/conversations", {
          params: {
            path: { account },
            query: { filter: "manual", order: "ending", cursor: pageParam, limit: 100 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Conversation>) => page.next || undefined,
  });

const atOnce = 4;

/** Does something to each, a few at a time; the errors of those that failed. */
export async function each(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<Error[]> {
  const errors: Error[] = [];
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      await act(id).catch((error: Error) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return errors;
}

/** Gives conversations back to the rules, or takes them again. */
export function useSwitch(account: string) {
  const client = useQueryClient();
  const path = "/accounts/{account}/conversations/{conversation}/manual" as const;
  const params = (conversation: string) => ({ params: { path: { account, conversation } } });
  return useMutation({
    mutationFn: ({ ids, manual }: { ids: readonly string[]; manual: boolean }) =>
      each(ids, (id) => unwrap(manual ? api.PUT(path, params(id)) : api.DELETE(path, params(id)))),
    onSettled: async (_errors, _failure, { ids }) => {
      for (const id of ids) void client.invalidateQueries({ queryKey: keys.conversation(account, id) });
      await client.invalidateQueries({ queryKey: keys.lists(account) });
    },
  });
}
