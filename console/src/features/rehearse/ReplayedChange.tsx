import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isKind } from "./kinds";
import classes from "./Rehearse.module.css";
import type { Change, Given } from "./rehearse";
import { dateTime } from "./words";

interface Props {
  account: string;
  change: Change;
  onLeave: () => void;
}

/** One message whose answer changes: what it got, and what it would get. */
export function ReplayedChange({ account, change, onLeave }: Props) {
  const { t, i18n } = useTranslation("rehearse");
  const { text, kind, contactName, conversationId, at, before, after } = change;
  return (
    <li className={classes.change} data-testid="replay-change">
      <span className={classes.said}>{text || (isKind(kind) ? t(`kind.${kind}`) : kind)}</span>
      <p className={classes.quiet}>
        <Link
          to="/a/$account/talks/$conversation"
          params={{ account, conversation: conversationId }}
          onClick={onLeave}
          preload={false}
        >
          {contactName || t("replay.nameless")}
        </Link>{" "}
        {dateTime(at, i18n.language)}
      </p>
      <div className={classes.sides}>
        <Side label={t("replay.before")} given={before} />
        <IconArrowRight size={16} aria-hidden />
        <Side label={t("replay.after")} given={after} after />
      </div>
    </li>
  );
}

function Side({ label, given, after }: { label: string; given: Given; after?: boolean }) {
  const { t } = useTranslation("rehearse");
  const answered = given.outcome === "answered";
  return (
    <div className={classes.side} data-after={after || undefined}>
      <small>{label}</small>
      {answered ? (
        <>
          <strong>{given.ruleTitle}</strong>
          {given.text}
        </>
      ) : (
        t("replay.silent")
      )}
    </div>
  );
}
