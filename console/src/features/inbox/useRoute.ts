import { useQuery } from "@tanstack/react-query";
import type { Conversation, Quota } from "@/api/types";
import { useNow } from "@/components/useNow";
import { statusQuery } from "@/features/account/status";

export type RouteShown =
  | { method: "reply"; secondsLeft: number }
  | { method: "push"; quota: Quota | undefined; exhausted: boolean };

/** Which way an answer sent at `now` would go. */
export function routeAt(talk: Conversation, quota: Quota | undefined, now: number): RouteShown {
  const { method, freeUntil } = talk.route;
  const left = freeUntil ? Date.parse(freeUntil) - now : 0;
  if (method === "reply" && left > 0) return { method: "reply", secondsLeft: Math.ceil(left / 1000) };
  const exhausted = quota?.known === true && quota.limited && quota.used >= quota.limit;
  return { method: "push", quota, exhausted };
}

export function useRoute(talk: Conversation): RouteShown {
  const status = useQuery(statusQuery(talk.accountId));
  const now = useNow(250, talk.route.method === "reply");
  return routeAt(talk, status.data?.quota, now);
}
