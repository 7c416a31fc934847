import { IconClick, IconUserMinus, IconUserPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { clockTime } from "@/components/formatTime";
import { DecisionButton } from "./DecisionButton";
import classes from "./MessageList.module.css";
import { kindName } from "./words";

const events = [
  "follow",
  "unfollow",
  "postback",
  "join",
  "leave",
  "memberJoined",
  "memberLeft",
  "unsend",
  "accountLink",
];

/** What happened without being said: shown as a line, not as a bubble. */
export const isSystem = (message: Message): boolean => events.includes(message.kind);

export function SystemRow({ message, account }: { message: Message; account: string }) {
  const { t, i18n } = useTranslation("inbox");
  const Icon =
    message.kind === "follow" ? IconUserPlus : message.kind === "unfollow" ? IconUserMinus : IconClick;
  return (
    <div className={classes.system} data-testid="system-row" data-kind={message.kind}>
      <Icon size={14} aria-hidden />
      <span>
        {kindName(message.kind, t)}
        {message.text && <> {t("thread.quoted", { text: message.text })}</>}
      </span>
      <DecisionButton message={message} account={account} />
      <time dateTime={message.at}>{clockTime(message.at, i18n.language)}</time>
    </div>
  );
}
