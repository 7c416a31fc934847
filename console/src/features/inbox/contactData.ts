import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { ContactData } from "@/api/types";

export const contactQuery = (account: string, conversation: string) =>
  queryOptions({
    queryKey: keys.contact(account, conversation),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/accounts/{account}/conversations/{conversation}/contact", {
          params: { path: { account, conversation } },
          signal,
        }),
      ),
  });

/** Tags and names of attributes that are in use, to choose from. */
export const contactWordsQuery = (account: string) =>
  queryOptions({
    queryKey: keys.contactWords(account),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/accounts/{account}/contact-words", { params: { path: { account } }, signal })),
  });

/** Keeps what is known of a contact; shown at once, put back when the server refuses. */
export function useSaveContact(account: string, conversation: string) {
  const client = useQueryClient();
  const { queryKey } = contactQuery(account, conversation);
  return useMutation({
    // One after the other: each replaces all that is known.
    scope: { id: `contact ${conversation}` },
    mutationFn: (body: ContactData) =>
      unwrap(
        api.PUT("/accounts/{account}/conversations/{conversation}/contact", {
          params: { path: { account, conversation } },
          body,
        }),
      ),
    onMutate: async (next) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, next);
      return { before };
    },
    onSuccess: (now) => {
      client.setQueryData(queryKey, now);
      void client.invalidateQueries({ queryKey: keys.contactWords(account) });
    },
    onError: (_error, _next, context) => client.setQueryData(queryKey, context?.before),
  });
}
