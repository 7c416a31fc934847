import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { BackLink } from "./BackLink";
import { Composer } from "./Composer";
import { conversationQuery, useRead } from "./conversations";
import { InfoPanel } from "./InfoPanel";
import { isTyping, overlayOpen } from "./keyboard";
import { ManualBanner } from "./ManualBanner";
import { MessageList } from "./MessageList";
import { messagesQuery } from "./messages";
import { ThreadHeader } from "./ThreadHeader";
import classes from "./ThreadPane.module.css";

const infoStore = "ohenji.info";

export function ThreadPane({ account, id }: { account: string; id: string }) {
  const { t } = useTranslation("inbox");
  const conversation = useQuery(conversationQuery(account, id));
  const messages = useInfiniteQuery(messagesQuery(account, id));
  const roomy = useMediaQuery("(min-width: 75em)", true, { getInitialValueInEffect: false });
  const [info, setInfo] = useState(() => localStorage.getItem(infoStore) !== "closed");
  const [drawer, setDrawer] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);
  useMarkRead(account, conversation.data);
  useThreadKeys(composer);

  const toggleInfo = () => {
    if (!roomy) return setDrawer(true);
    localStorage.setItem(infoStore, info ? "closed" : "open");
    setInfo(!info);
  };
  const failed = conversation.error ?? messages.error;
  const retry = () => void Promise.all([conversation.refetch(), messages.refetch()]);

  if (failed && (!conversation.data || !messages.data)) {
    return (
      <div className={classes.thread}>
        <div className={classes.header} data-bare="">
          <BackLink account={account} />
        </div>
        <ErrorState error={failed} onRetry={retry} />
      </div>
    );
  }
  if (!conversation.data || !messages.data) return <LoadingThread />;
  const talk = conversation.data;
  return (
    <div className={classes.area} data-info={(roomy && info) || undefined}>
      <section className={classes.thread} aria-label={t("thread.label", { name: talk.contact.name })}>
        <ThreadHeader talk={talk} infoShown={roomy ? info : drawer} onInfo={toggleInfo} />
        <ManualBanner talk={talk} />
        <MessageList talk={talk} query={messages} />
        <Composer talk={talk} inputRef={composer} />
      </section>
      <InfoPanel
        talk={talk}
        shown={roomy && info}
        drawer={!roomy && drawer}
        onClose={() => setDrawer(false)}
      />
    </div>
  );
}

/** Marks as read what is on the screen, when someone is looking at it. */
function useMarkRead(account: string, talk: Conversation | undefined): void {
  const { mutate } = useRead(account);
  const id = talk?.id;
  const unread = (talk?.unread ?? 0) > 0;
  const last = talk?.lastMessage?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further message is marked again
  useEffect(() => {
    if (!id || !unread) return;
    const mark = () => {
      if (document.visibilityState === "visible") mutate(id);
    };
    mark();
    window.addEventListener("focus", mark);
    document.addEventListener("visibilitychange", mark);
    return () => {
      window.removeEventListener("focus", mark);
      document.removeEventListener("visibilitychange", mark);
    };
  }, [id, unread, last, mutate]);
}

/** r goes to the composer, Esc leaves it, and then the conversation. */
function useThreadKeys(composer: React.RefObject<HTMLTextAreaElement | null>): void {
  const navigate = useNavigate({ from: "/a/$account/talks" });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "r" && !isTyping(event.target)) {
        event.preventDefault();
        composer.current?.focus();
      } else if (event.key === "Escape" && !overlayOpen()) {
        if (document.activeElement === composer.current) composer.current?.blur();
        else if (!isTyping(event.target)) void navigate({ to: "/a/$account/talks", search: (old) => old });
      }
    };
    // Before the overlays' own listeners: an Esc that closes one must not leave as well.
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [composer, navigate]);
}

function LoadingThread() {
  const { t } = useTranslation();
  return (
    <div className={classes.thread} role="status" aria-label={t("loading")}>
      <div className={classes.header}>
        <Skeleton circle height={32} />
        <Skeleton height={12} width={140} />
      </div>
      <div className={classes.loading}>
        <Skeleton height={44} width="38%" radius="lg" />
        <Skeleton height={44} width="46%" radius="lg" ml="auto" />
        <Skeleton height={70} width="52%" radius="lg" />
        <Skeleton height={44} width="30%" radius="lg" ml="auto" />
      </div>
    </div>
  );
}
