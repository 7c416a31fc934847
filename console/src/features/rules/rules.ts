import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Rule, RuleInput } from "@/api/types";

export const rulesQuery = (account: string) =>
  queryOptions({
    queryKey: keys.rules(account),
    queryFn: async ({ signal }): Promise<Rule[]> =>
      (await unwrap(api.GET("/accounts/{account}/rules", { params: { path: { account } }, signal }))).items,
  });

export const isUniform = (rule: Pick<Rule, "keywords">): boolean => rule.keywords.length === 0;

export const inputOf = ({ id, hits, lastHitAt, createdAt, updatedAt, ...input }: Rule): RuleInput => input;

function patch(client: QueryClient, account: string, change: (rules: Rule[]) => Rule[]): () => void {
  const queryKey = keys.rules(account);
  const before = client.getQueryData<Rule[]>(queryKey);
  client.setQueryData<Rule[]>(queryKey, (rules) => rules && change(rules));
  return () => client.setQueryData(queryKey, before);
}

export function useSaveRule(account: string, id: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RuleInput) =>
      id
        ? unwrap(
            api.PUT("/accounts/{account}/rules/{rule}", { params: { path: { account, rule: id } }, body }),
          )
        : unwrap(api.POST("/accounts/{account}/rules", { params: { path: { account } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rules(account) }),
  });
}

/** On or off at once; put back when the server refuses. */
export function useToggleRule(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: Rule) =>
      unwrap(
        api.PUT("/accounts/{account}/rules/{rule}", {
          params: { path: { account, rule: rule.id } },
          body: { ...inputOf(rule), enabled: !rule.enabled },
        }),
      ),
    onMutate: async (rule) => {
      await client.cancelQueries({ queryKey: keys.rules(account) });
      const undo = patch(client, account, (rules) =>
        rules.map((r) => (r.id === rule.id ? { ...r, enabled: !rule.enabled } : r)),
      );
      return { undo };
    },
    onError: (_error, _rule, context) => context?.undo(),
    onSettled: () => client.invalidateQueries({ queryKey: keys.rules(account) }),
  });
}

/** The order at once; put back when the server refuses. */
export function useOrderRules(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) =>
      unwrap(api.PUT("/accounts/{account}/rules/order", { params: { path: { account } }, body: { ids } })),
    onMutate: async (ids) => {
      await client.cancelQueries({ queryKey: keys.rules(account) });
      const place = new Map(ids.map((id, i) => [id, i]));
      const undo = patch(client, account, (rules) =>
        [...rules].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
      );
      return { undo };
    },
    onError: (_error, _ids, context) => context?.undo(),
    onSettled: () => client.invalidateQueries({ queryKey: keys.rules(account) }),
  });
}
