import { Button, Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { ContactAvatar } from "@/components/ContactAvatar";
import { listTime } from "@/components/formatTime";
import { useManualWords } from "@/features/inbox/useManualWords";
import { contactName, previewOf } from "@/features/inbox/words";
import classes from "./ManualPage.module.css";

interface Props {
  row: Conversation;
  now: number;
  chosen: boolean;
  onChoose: (on: boolean) => void;
  onRelease: () => void;
}

/** One conversation that a member has. */
export function BoardRow({ row, now, chosen, onChoose, onRelease }: Props) {
  const { t } = useTranslation("manual");
  const { t: inbox, i18n } = useTranslation("inbox");
  const { t: common } = useTranslation();
  const words = useManualWords(row.accountId);
  const name = contactName(row.contact, inbox);
  const { manual, lastMessage } = row;
  if (!manual) return null;
  return (
    <li
      className={classes.row}
      data-chosen={chosen || undefined}
      data-testid="manual-row"
      data-conversation={row.id}
    >
      <Checkbox
        checked={chosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
        aria-label={t("choose", { name })}
        data-testid="manual-choose"
      />
      <ContactAvatar name={name} url={row.contact.pictureUrl} size={38} />
      <div className={classes.talk}>
        <Link
          to="/a/$account/talks/$conversation"
          params={{ account: row.accountId, conversation: row.id }}
          className={classes.name}
        >
          {name}
        </Link>
        <p className={classes.preview}>
          {row.unansweredSince && <span className={classes.waiting}>{inbox("filter.unanswered")}</span>}
          <span className={classes.text}>{previewOf(lastMessage, inbox)}</span>
          {lastMessage && (
            <time dateTime={lastMessage.at}>{listTime(lastMessage.at, now, i18n.language, common)}</time>
          )}
        </p>
      </div>
      <div className={classes.until}>
        <strong data-testid="manual-left">{words(manual, now)}</strong>
        {manual.by.name && <span>{t("by", { name: manual.by.name })}</span>}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        className={classes.release}
        onClick={onRelease}
        data-testid="manual-return"
      >
        {inbox("manual.release")}
      </Button>
    </li>
  );
}
