import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";

export const settingsQuery = (account: string) =>
  queryOptions({
    queryKey: keys.settings(account),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/accounts/{account}/settings", { params: { path: { account } }, signal })),
    // Opening and closing time change it without a hint.
    refetchInterval: 60_000,
  });

export const hoursQuery = (account: string) =>
  queryOptions({
    queryKey: keys.hours(account),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/accounts/{account}/hours", { params: { path: { account } }, signal })),
  });
