import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";

export const accountQuery = (account: string) =>
  queryOptions({
    queryKey: keys.account(account),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/accounts/{account}", { params: { path: { account } }, signal })),
  });
