import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { isUnauthorized } from "@/api/problem";
import type { Session } from "@/api/types";
import { setLanguage } from "@/i18n";

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await unwrap(api.GET("/session"));
    } catch (error) {
      if (isUnauthorized(error)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** The session of a page that is only reached with one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession: no session");
  return data;
}

/** Takes over a new session and forgets everything of the one before. */
export async function enter(client: QueryClient, session: Session): Promise<void> {
  client.clear();
  client.setQueryData(keys.session, session);
  await setLanguage(session.member.language);
}

const lastAccount = "ohenji.account";

export function rememberAccount(account: string): void {
  localStorage.setItem(lastAccount, account);
}

export function homeAccount(session: Session): string | undefined {
  const kept = localStorage.getItem(lastAccount);
  return (session.accounts.find((a) => a.id === kept) ?? session.accounts[0])?.id;
}
