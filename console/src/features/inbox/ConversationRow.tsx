import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { ContactAvatar } from "@/components/ContactAvatar";
import { listTime } from "@/components/formatTime";
import classes from "./ConversationList.module.css";
import { ManualMark } from "./ManualMark";
import { manualLeft } from "./manualWords";
import { contactName, previewOf } from "./words";

interface Props {
  row: Conversation;
  account: string;
  open: boolean;
  now: number;
}

export const ConversationRow = memo(function ConversationRow({ row, account, open, now }: Props) {
  const { t, i18n } = useTranslation("inbox");
  const { t: common } = useTranslation();
  const name = contactName(row.contact, t);
  return (
    <Link
      to="/a/$account/talks/$conversation"
      params={{ account, conversation: row.id }}
      search={(old) => old}
      className={classes.row}
      data-open={open || undefined}
      data-unread={row.unread > 0 || undefined}
      data-testid="conversation-row"
      data-conversation={row.id}
      aria-current={open ? "true" : undefined}
    >
      <ContactAvatar name={name} url={row.contact.pictureUrl} size={42} />
      <span>
        <span className={classes.line}>
          <span className={classes.name}>{name}</span>
          {row.lastMessage && (
            <time className={classes.time} dateTime={row.lastMessage.at}>
              {listTime(row.lastMessage.at, now, i18n.language, common)}
            </time>
          )}
        </span>
        <span className={classes.line}>
          <span className={classes.preview}>{previewOf(row.lastMessage, t)}</span>
          <span className={classes.marks}>
            {row.status === "followup" && <span className={classes.status}>{t("filter.followup")}</span>}
            {row.manual && manualLeft(row.manual, now) > 0 && (
              <ManualMark account={account} manual={row.manual} now={now} />
            )}
            {row.unansweredSince && row.unread === 0 && (
              <span className={classes.waiting} title={t("filter.unanswered")}>
                <span className="visually-hidden">{t("filter.unanswered")}</span>
              </span>
            )}
            {row.unread > 0 && (
              <span className={classes.badge} data-testid="unread-badge">
                {row.unread > 99 ? "99+" : row.unread}
                <span className="visually-hidden">{t("filter.unread")}</span>
              </span>
            )}
          </span>
        </span>
      </span>
    </Link>
  );
});
