import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { Message } from "@/api/types";
import { addMessages } from "./messages";
import type { Pending } from "./outbox";

/** Shows what the server took over, and asks again for what the answer changed. */
export const afterSent = (client: QueryClient) => (pending: Pending, messages: Message[]) => {
  const { account, conversation } = pending;
  addMessages(client, account, conversation, messages);
  void client.invalidateQueries({ queryKey: keys.conversation(account, conversation) });
  void client.invalidateQueries({ queryKey: keys.lists(account) });
};
