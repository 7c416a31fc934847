import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Answer = Schemas["Test"];
export type Verdict = Schemas["Verdict"];
export type Why = Verdict["why"];
export type Question = Schemas["TestInputBody"];
export type Edited = Schemas["Edited"];
export type Replay = Schemas["Replay"];
export type Change = Schemas["ReplayedChange"];
export type Given = Schemas["ReplayedGiven"];
export type SettingsInput = Schemas["SettingsInput"];

// All of it is below the rules, so that a change of these asks again.

export const testQuery = (account: string, body: Question) =>
  queryOptions({
    queryKey: [...keys.rules(account), "test", body],
    queryFn: ({ signal }) =>
      unwrap(api.POST("/accounts/{account}/rules/test", { params: { path: { account } }, body, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });

export const examplesQuery = (account: string) =>
  queryOptions({
    queryKey: [...keys.rules(account), "examples"],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET("/accounts/{account}/rules/test/examples", { params: { path: { account } }, signal }),
        )
      ).items,
    staleTime: 60_000,
  });

export const replayQuery = (account: string, body: Schemas["ReplayInputBody"]) =>
  queryOptions({
    queryKey: [...keys.rules(account), "replay", body],
    queryFn: ({ signal }) =>
      unwrap(api.POST("/accounts/{account}/rules/replay", { params: { path: { account } }, body, signal })),
    retry: false,
    gcTime: 60_000,
  });
