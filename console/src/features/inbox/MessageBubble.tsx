import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "@/api/types";
import { ContactAvatar } from "@/components/ContactAvatar";
import { clockTime, fullTime } from "@/components/formatTime";
import { DecisionButton } from "./DecisionButton";
import { DeliveryMark, DeliveryNote } from "./DeliveryState";
import { MessageContent } from "./MessageContent";
import classes from "./MessageList.module.css";
import { contactName, type InboxT } from "./words";

interface Props {
  message: Message;
  talk: Conversation;
  /** Goes on from the message above: neither name nor picture again. */
  follows: boolean;
  /** The last bubble of its delivery: the state is shown once for all of them. */
  last: boolean;
}

export const MessageBubble = memo(function MessageBubble({ message, talk, follows, last }: Props) {
  const { t, i18n } = useTranslation("inbox");
  const inbound = message.direction === "in";
  const { delivery } = message;
  return (
    <article
      className={classes.item}
      data-direction={message.direction}
      data-sender={message.sender.kind}
      data-state={delivery?.state}
      data-follows={follows || undefined}
      data-testid="message-bubble"
    >
      {inbound && !follows && (
        <span className={classes.avatar}>
          <ContactAvatar name={contactName(talk.contact, t)} url={talk.contact.pictureUrl} size={34} />
        </span>
      )}
      {!follows && <span className={classes.sender}>{senderName(message, talk, t)}</span>}
      <div className={classes.line}>
        <MessageContent message={message} />
        <span className={classes.meta}>
          {inbound && <DecisionButton message={message} account={talk.accountId} />}
          {last && delivery && <DeliveryMark delivery={delivery} />}
          <time dateTime={message.at} title={fullTime(message.at, i18n.language)}>
            {clockTime(message.at, i18n.language)}
          </time>
        </span>
      </div>
      {last && delivery && <DeliveryNote delivery={delivery} />}
    </article>
  );
});

function senderName(message: Message, talk: Conversation, t: InboxT): string {
  const { kind, name } = message.sender;
  switch (kind) {
    case "friend":
      return contactName(talk.contact, t);
    case "rule":
      return t("sender.rule", { title: name });
    case "greeting":
      return t("sender.greeting");
    case "api":
      return t("sender.api", { name });
    default:
      return name;
  }
}
