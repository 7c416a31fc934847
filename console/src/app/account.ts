import { useParams } from "@tanstack/react-router";
import type { AccountGrant } from "@/api/types";
import { homeAccount, useSession } from "@/features/session/session";

/** The id of the account in the address, for pages under /a/$account. */
export function useAccountId(): string {
  const { account } = useParams({ strict: false });
  if (!account) throw new Error("useAccountId: no account in the address");
  return account;
}

/** The account in the address, else the one that was open last. */
export function useShownAccount(): AccountGrant | undefined {
  const { account } = useParams({ strict: false });
  const session = useSession();
  const id = account ?? homeAccount(session);
  return session.accounts.find((a) => a.id === id);
}

/** True when the member may change what belongs to the account. */
export function useOwns(account: string): boolean {
  const { member, accounts } = useSession();
  return member.admin || accounts.some((a) => a.id === account && a.role === "owner");
}
