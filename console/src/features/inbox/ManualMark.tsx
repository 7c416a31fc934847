import { IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import classes from "./ConversationList.module.css";
import { useManualWords } from "./useManualWords";

interface Props {
  account: string;
  manual: NonNullable<Conversation["manual"]>;
  now: number;
}

/** In the list: that members have this conversation, and until when. */
export function ManualMark({ account, manual, now }: Props) {
  const { t } = useTranslation("inbox");
  const words = useManualWords(account);
  return (
    <span className={classes.manual} title={t("manual.mark")} data-testid="manual-mark">
      <IconUser size={11} aria-hidden />
      <span className="visually-hidden">{t("manual.mark")}</span>
      {words(manual, now)}
    </span>
  );
}
