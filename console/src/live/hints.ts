import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { refreshNewest } from "@/features/inbox/messages";
import { outbox } from "@/features/inbox/outbox";
import type { Hint } from "./stream";
import { gather } from "./throttle";

/** Turns hints into the fetches they call for: only what is on the screen is fetched again at once. */
export function hintHandler(client: QueryClient, account: string) {
  const invalidate = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
  const lists = gather<string>(() => invalidate(keys.lists(account)));
  const talks = gather<string>((ids) => {
    for (const id of ids) refreshTalk(client, account, id);
  });

  const onHint = (hint: Hint) => {
    if (hint.account !== account && hint.kind !== "members") return;
    switch (hint.kind) {
      case "conversation":
      case "delivery":
        lists.add("");
        talks.add(hint.id ?? "");
        break;
      case "rules":
        invalidate(keys.rules(account));
        break;
      case "settings":
        invalidate(keys.settings(account));
        invalidate(keys.hours(account));
        break;
      case "account":
        invalidate(keys.account(account));
        invalidate(keys.status(account));
        invalidate(keys.accounts);
        break;
      case "members":
        invalidate(keys.members);
        invalidate(keys.session);
        break;
    }
  };
  return {
    onHint,
    stop: () => {
      lists.cancel();
      talks.cancel();
    },
  };
}

function refreshTalk(client: QueryClient, account: string, id: string): void {
  // A hint for many conversations names none: the one on the screen is looked at.
  const talk = id.startsWith("cnv_") ? id : shownTalk(client, account);
  if (!talk) return;
  void client.invalidateQueries({ queryKey: keys.conversation(account, talk) });
  // While an answer is under way its own result comes back in a moment; a fetch
  // now would show the bubble twice.
  void outbox.idle(account, talk).then(() => refreshNewest(client, account, talk));
}

function shownTalk(client: QueryClient, account: string): string | undefined {
  const active = client
    .getQueryCache()
    .findAll({ queryKey: [...keys.all(account), "messages"], type: "active" })[0];
  const id = active?.queryKey[3];
  return typeof id === "string" ? id : undefined;
}
