import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";

export const statusQuery = (account: string) =>
  queryOptions({
    queryKey: keys.status(account),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/accounts/{account}/status", { params: { path: { account } }, signal })),
    staleTime: 60_000,
  });
