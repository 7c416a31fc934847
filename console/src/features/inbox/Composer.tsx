import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconSend2 } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { maxBubbles, maxTextUnits } from "@/components/utf16";
import { useSendKey } from "@/features/me/sendKey";
import { settingsQuery } from "@/features/settings/settings";
import { useLive } from "@/live/LiveProvider";
import { afterSent } from "./afterSent";
import classes from "./Composer.module.css";
import { ComposerField } from "./ComposerField";
import { ComposerRoute } from "./ComposerRoute";
import { useDraft } from "./drafts";
import { newestSeen } from "./messages";
import { outbox } from "./outbox";
import { useRoute } from "./useRoute";
import { contactName, type InboxT } from "./words";

interface Props {
  talk: Conversation;
  inputRef: RefObject<HTMLTextAreaElement | null>;
}

/** Where an answer is written: one to five bubbles that go as one request. */
export function Composer({ talk, inputRef }: Props) {
  const { t } = useTranslation("inbox");
  const client = useQueryClient();
  const { connection } = useLive();
  const sendKey = useSendKey();
  const route = useRoute(talk);
  const settings = useQuery(settingsQuery(talk.accountId));
  const chatOff = settings.data?.chat === false;
  const [bubbles, setBubbles] = useDraft(talk.id);
  const [refused, setRefused] = useState(false);
  const frame = useRef<HTMLFormElement>(null);

  const written = bubbles.filter((b) => b.trim() !== "");
  const barred =
    talk.contact.friend === "blocked" ? t("composer.blocked") : chatOff ? t("composer.chatOff") : undefined;
  const obstacle = barred ?? obstacleOf(written, connection === "offline", t);
  const change = (next: string[]) => {
    setRefused(false);
    setBubbles(next);
  };
  const focus = (index: number) =>
    requestAnimationFrame(() => frame.current?.querySelectorAll("textarea")[index]?.focus());
  const send = () => {
    if (written.length === 0) return;
    if (obstacle) return setRefused(true);
    change([""]);
    void outbox.send(
      talk.accountId,
      talk.id,
      written.map((text) => ({ text })),
      afterSent(client),
      newestSeen(client, talk.accountId, talk.id),
    );
    focus(0);
  };
  const remove = (index: number) => {
    change(bubbles.filter((_, i) => i !== index));
    focus(Math.max(0, index - 1));
  };
  return (
    <form
      ref={frame}
      className={classes.composer}
      aria-label={t("composer.label")}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.fields}>
        {bubbles.map((text, i) => (
          <ComposerField
            // biome-ignore lint/suspicious/noArrayIndexKey: a bubble is its place, its text is the value
            key={i}
            inputRef={i === 0 ? inputRef : undefined}
            index={i}
            many={bubbles.length > 1}
            text={text}
            sendKey={sendKey}
            placeholder={t("composer.placeholder", { name: contactName(talk.contact, t) })}
            onChange={(value) => change(bubbles.map((b, j) => (j === i ? value : b)))}
            onRemove={() => remove(i)}
            onSend={send}
          />
        ))}
      </div>
      <div role="alert">
        {(refused || barred) && obstacle && (
          <p className={classes.obstacle} data-testid="composer-obstacle">
            {obstacle}
          </p>
        )}
      </div>
      <div className={classes.bar}>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={bubbles.length >= maxBubbles}
          onClick={() => {
            change([...bubbles, ""]);
            focus(bubbles.length);
          }}
          aria-label={t("composer.addBubble")}
          title={t("composer.addBubble")}
          data-testid="composer-add-bubble"
        >
          <IconPlus size={18} />
        </ActionIcon>
        <ComposerRoute route={route} />
        <span className={classes.hint}>
          {t(sendKey === "enter" ? "composer.hintEnter" : "composer.hintMod")}
        </span>
        <Button
          type="submit"
          size="sm"
          rightSection={<IconSend2 size={16} aria-hidden />}
          disabled={written.length === 0 || barred !== undefined}
          data-testid="composer-send"
        >
          {t(route.method === "push" ? "composer.sendCounted" : "composer.send")}
        </Button>
      </div>
    </form>
  );
}

/** Why an answer cannot go now, in words; undefined when it can. */
function obstacleOf(written: string[], offline: boolean, t: InboxT): string | undefined {
  if (written.some((b) => b.length > maxTextUnits)) return t("composer.tooLong", { max: maxTextUnits });
  if (offline) return t("composer.offline");
  return undefined;
}
