import { useTranslation } from "react-i18next";
import { maxLabel, maxQuickReplies } from "../check/limits";
import type { QuickReply } from "../types";
import { ActionFields } from "./ActionFields";
import { blankAction } from "./blank";
import classes from "./Edit.module.css";
import { List } from "./List";
import { AddressField } from "./MediaFields";

interface Props {
  path: string;
  replies: QuickReply[];
  onChange: (replies: QuickReply[]) => void;
  /** LINE shows those of the last bubble only. */
  unseen: boolean;
}

/** The buttons below the last bubble. */
export function QuickReplies({ path, replies, onChange, unseen }: Props) {
  const { t } = useTranslation("bubbles");
  return (
    <div className={classes.quick}>
      <p className={classes.quickTitle}>{t("quick.title")}</p>
      <p className={classes.help}>{unseen ? t("quick.unseen") : t("quick.lead")}</p>
      <List
        path={path}
        items={replies}
        onChange={onChange}
        min={0}
        max={maxQuickReplies}
        blank={(): QuickReply => ({ action: blankAction() })}
        name={(number) => t("quick.name", { number })}
        add={t("quick.add")}
        summary={(reply) => reply.action.label}
      >
        {(reply, set, at) => (
          <div className={classes.card}>
            <ActionFields
              path={`${at}.action`}
              action={reply.action}
              onChange={(action) => set({ ...reply, action })}
              maxLabel={maxLabel}
              quick
            />
            <AddressField
              path={`${at}.imageUrl`}
              label={t("quick.icon")}
              value={reply.imageUrl}
              onChange={(url) => set({ ...reply, imageUrl: url || undefined })}
            />
          </div>
        )}
      </List>
    </div>
  );
}
