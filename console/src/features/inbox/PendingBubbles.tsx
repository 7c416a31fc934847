import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clockTime } from "@/components/formatTime";
import { afterSent } from "./afterSent";
import { TextBubble } from "./MessageContent";
import classes from "./MessageList.module.css";
import { outbox, type Pending } from "./outbox";

/** An answer that the server has not confirmed yet. */
export function PendingBubbles({ pending }: { pending: Pending }) {
  const { t, i18n } = useTranslation("inbox");
  const client = useQueryClient();
  const failed = pending.state === "failed";
  return (
    <article
      className={classes.item}
      data-direction="out"
      data-sender="member"
      data-pending=""
      data-state={pending.state}
      data-testid="message-bubble"
    >
      <div className={classes.line}>
        <div className={classes.stack}>
          {pending.bubbles.map((bubble, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: these bubbles never change
            <TextBubble key={i} text={bubble.text ?? ""} />
          ))}
        </div>
        <span className={classes.meta}>
          {!failed && <span data-testid="delivery-state">{t("delivery.sending")}</span>}
          <time dateTime={pending.at}>{clockTime(pending.at, i18n.language)}</time>
        </span>
      </div>
      {failed && (
        <div className={classes.note} role="alert" data-testid="pending-failed">
          <span>{pending.unclear ? t("pending.unclear") : pending.message || t("pending.refused")}</span>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void outbox.retry(pending.requestId, afterSent(client))}
            data-testid="pending-retry"
          >
            {t("pending.retry")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => outbox.discard(pending.requestId)}
            data-testid="pending-discard"
          >
            {t("pending.discard")}
          </Button>
        </div>
      )}
    </article>
  );
}
