import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { ApiError, isUnauthorized } from "@/api/problem";

/** The cache of everything fetched. A log-out that any request meets ends the session here. */
export function makeQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isUnauthorized(error) && client.getQueryData(keys.session)) client.setQueryData(keys.session, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // Hints say when something changed; this is for what they cannot reach.
        staleTime: 30_000,
        networkMode: "always",
        retry: (count, error) =>
          count < 2 && error instanceof ApiError && (error.unreachable || error.status >= 500),
      },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}
