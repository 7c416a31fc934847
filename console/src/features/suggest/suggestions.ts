import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

export type Suggestion = components["schemas"]["Suggestion"];
export type Suggestions = components["schemas"]["Suggestions"];

/** How far back texts are gathered. */
export const days = 30;

/** Below the rules, so that a change of these asks again. */
const keyOf = (account: string) => [...keys.rules(account), "suggestions"];

export const suggestionsQuery = (account: string, dismissed = false) =>
  queryOptions({
    queryKey: [...keyOf(account), dismissed],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/accounts/{account}/rules/suggestions", {
          params: { path: { account }, query: { days, dismissed } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });

/** What can become keywords: a rule takes none longer than this. */
export const longest = 100;

export const keywordsOf = (suggestion: Suggestion): string[] =>
  suggestion.spellings.map(({ text }) => text.trim()).filter((text) => [...text].length <= longest);

/** Keeps texts out of the suggestions, or lets them in again. */
export function useDismiss(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ texts, dismissed }: { texts: string[]; dismissed: boolean }) => {
      const request = { params: { path: { account } }, body: { texts } };
      return unwrap(
        dismissed
          ? api.POST("/accounts/{account}/rules/suggestions/dismiss", request)
          : api.POST("/accounts/{account}/rules/suggestions/restore", request),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(account) }),
  });
}

/** Adds keywords to a rule and returns how to take them away again. */
export function useAddKeywords(account: string) {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: keys.rules(account) });
  return useMutation({
    mutationFn: async ({ rule, keywords }: { rule: string; keywords: string[] }) => {
      const params = { path: { account, rule } };
      const before = await unwrap(api.GET("/accounts/{account}/rules/{rule}", { params }));
      const after = await unwrap(
        api.POST("/accounts/{account}/rules/{rule}/keywords", { params, body: { keywords } }),
      );
      const undo = async () => {
        const { id, hits, lastHitAt, createdAt, ...rest } = after;
        const body = { ...rest, keywords: before.keywords };
        await unwrap(api.PUT("/accounts/{account}/rules/{rule}", { params, body }));
        await renew();
      };
      return { title: after.title, undo };
    },
    onSuccess: renew,
  });
}
