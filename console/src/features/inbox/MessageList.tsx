import { Button, Loader } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/api/types";
import { dayKey, dayTitle } from "@/components/formatTime";
import { useNow } from "@/components/useNow";
import { MessageBubble } from "./MessageBubble";
import classes from "./MessageList.module.css";
import { inOrder, type MessagePages } from "./messages";
import { usePending } from "./outbox";
import { PendingBubbles } from "./PendingBubbles";
import { isSystem, SystemRow } from "./SystemRow";
import { useAnnounce } from "./useAnnounce";
import { useThreadScroll } from "./useThreadScroll";

/** What the list needs of the thread's query. */
interface ThreadQuery {
  data: MessagePages | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

interface Props {
  talk: Conversation;
  query: ThreadQuery;
}

export function MessageList({ talk, query }: Props) {
  const { t, i18n } = useTranslation("inbox");
  const { t: common } = useTranslation();
  const messages = useMemo(() => (query.data ? inOrder(query.data) : []), [query.data]);
  const pending = usePending(talk.accountId, talk.id);
  const now = useNow(60_000);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const scroll = useThreadScroll({
    firstId: messages[0]?.id,
    lastId: messages.at(-1)?.id,
    lastInbound: messages.at(-1)?.direction === "in",
    pending: pending.length,
    more: hasNextPage && !isFetchingNextPage && !isFetchNextPageError,
    onMore: () => void fetchNextPage(),
  });
  const announcement = useAnnounce(messages, talk, t);

  return (
    <div className={classes.frame}>
      <div
        ref={scroll.scroller}
        className={classes.scroll}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("thread.messages")}
        data-testid="message-list"
      >
        <div ref={scroll.content} className={classes.content}>
          <div className={classes.older}>
            {isFetchingNextPage && <Loader size="xs" aria-label={common("loading")} />}
            {isFetchNextPageError && (
              <Button size="compact-sm" variant="default" onClick={() => void fetchNextPage()}>
                {t("list.moreFailed")}
              </Button>
            )}
            {!hasNextPage && messages.length > 0 && t("thread.beginning")}
          </div>
          {messages.length === 0 && pending.length === 0 && (
            <p className={classes.older}>{t("thread.empty")}</p>
          )}
          {messages.map((message, i) => {
            const before = messages[i - 1];
            const newDay = !before || dayKey(before.at) !== dayKey(message.at);
            return (
              <div key={message.id}>
                {newDay && (
                  <div className={classes.day}>
                    <span>{dayTitle(message.at, now, i18n.language, common)}</span>
                  </div>
                )}
                {isSystem(message) ? (
                  <SystemRow message={message} account={talk.accountId} />
                ) : (
                  <MessageBubble
                    message={message}
                    talk={talk}
                    follows={!newDay && follows(before, message)}
                    last={!sameDelivery(message, messages[i + 1])}
                  />
                )}
              </div>
            );
          })}
          {pending.map((p) => (
            <PendingBubbles key={p.requestId} pending={p} />
          ))}
        </div>
      </div>
      {scroll.fresh > 0 && (
        <Button
          className={classes.pill}
          size="compact-md"
          radius="xl"
          leftSection={<IconArrowDown size={15} />}
          onClick={scroll.toBottom}
          data-testid="new-messages"
        >
          {t("thread.newMessages")}
        </Button>
      )}
      <div className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

/** A message that goes on where the one before ended: same sender, within five minutes. */
function follows(before: Message | undefined, message: Message): boolean {
  return (
    before !== undefined &&
    !isSystem(before) &&
    before.direction === message.direction &&
    before.sender.kind === message.sender.kind &&
    before.sender.id === message.sender.id &&
    Date.parse(message.at) - Date.parse(before.at) < 5 * 60_000
  );
}

const sameDelivery = (a: Message, b: Message | undefined) =>
  a.delivery !== undefined && a.delivery.id !== "" && a.delivery.id === b?.delivery?.id;
