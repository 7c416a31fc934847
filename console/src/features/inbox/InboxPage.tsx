import { IconMessages } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAccountId } from "@/app/account";
import { EmptyState } from "@/components/EmptyState";
import { useDocumentTitle } from "@/components/useDocumentTitle";
import { ConversationList } from "./ConversationList";
import classes from "./InboxPage.module.css";
import { ShortcutHelp } from "./ShortcutHelp";
import { ThreadPane } from "./ThreadPane";

/** The desk: the conversations, the open one, and who it is. */
export function InboxPage() {
  const { t } = useTranslation("inbox");
  const account = useAccountId();
  const { conversation } = useParams({ strict: false });
  useDocumentTitle(t("title"));
  return (
    <div className={classes.desk} data-open={conversation ? "" : undefined}>
      <h1 className="visually-hidden">{t("title")}</h1>
      <ConversationList account={account} open={conversation} />
      {conversation ? (
        <ThreadPane key={conversation} account={account} id={conversation} />
      ) : (
        <div className={classes.none}>
          <EmptyState icon={<IconMessages size={32} stroke={1.4} aria-hidden />} title={t("thread.none")}>
            {t("thread.noneHelp")}
          </EmptyState>
        </div>
      )}
      <ShortcutHelp />
    </div>
  );
}
