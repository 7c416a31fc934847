import { notifications } from "@mantine/notifications";
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Rule, RuleHits, RuleInput } from "@/api/types";
import { describeError } from "@/components/describeError";

export const rulesQuery = (account: string) =>
  queryOptions({
    queryKey: keys.rules(account),
    queryFn: async ({ signal }): Promise<Rule[]> =>
      (await unwrap(api.GET("/accounts/{account}/rules", { params: { path: { account } }, signal }))).items,
  });

/** How often rules answered: small, however much the rules say. */
export const hitsQuery = (account: string) =>
  queryOptions({
    queryKey: [...keys.rules(account), "hits"],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/accounts/{account}/rules/hits", { params: { path: { account } }, signal })))
        .items,
  });

/** The rules with what was counted since they were read. */
export function withHits(rules: Rule[], hits: RuleHits[]): Rule[] {
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  return rules.map((rule) => {
    const hit = byId.get(rule.id);
    return hit && hit.hits > rule.hits ? { ...rule, hits: hit.hits, lastHitAt: hit.lastHitAt } : rule;
  });
}

/** What looks odd about rules that are valid. */
export const warningsQuery = (account: string) =>
  queryOptions({
    // Below the rules, so that what makes these stale does the same to the warnings.
    queryKey: [...keys.rules(account), "warnings"],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/accounts/{account}/rules/warnings", { params: { path: { account } }, signal })))
        .items,
  });

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
    // updatedAt is of the version that was read: a later one is not overwritten.
    mutationFn: ({ updatedAt, ...body }: RuleInput & { updatedAt?: string }) =>
      id
        ? unwrap(
            api.PUT("/accounts/{account}/rules/{rule}", {
              params: { path: { account, rule: id } },
              body: { ...body, updatedAt },
            }),
          )
        : unwrap(api.POST("/accounts/{account}/rules", { params: { path: { account } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rules(account) }),
  });
}

/** On or off, or into a folder, at once; put back when the server refuses. */
export function useChangeRule(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rule, ...body }: { rule: Rule; enabled?: boolean; folder?: string }) =>
      unwrap(
        api.PATCH("/accounts/{account}/rules/{rule}", {
          params: { path: { account, rule: rule.id } },
          body,
        }),
      ),
    onMutate: async ({ rule, ...change }) => {
      await client.cancelQueries({ queryKey: keys.rules(account) });
      const undo = patch(client, account, (rules) =>
        rules.map((r) => (r.id === rule.id ? { ...r, ...change } : r)),
      );
      return { undo };
    },
    // Here, because the row may be gone by then: out of the folder that is shown.
    onError: (error, _change, context) => {
      context?.undo();
      notifications.show({ color: "red", message: describeError(error) });
    },
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
