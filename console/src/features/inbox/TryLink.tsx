import { IconTestPipe } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { isKind } from "@/features/rehearse/kinds";
import classes from "./Decision.module.css";

interface Props {
  account: string;
  message: Message;
  onLeave: () => void;
}

/** To the page that tries this message with the rules as they are now. */
export function TryLink({ account, message, onLeave }: Props) {
  const { t } = useTranslation("inbox");
  const { kind, text, conversationId: talk } = message;
  if (!isKind(kind)) return null;
  const asked = kind === "text" ? { text } : kind === "postback" ? { kind, data: text } : { kind };
  return (
    <Link
      to="/a/$account/rules/test"
      params={{ account }}
      search={{ ...asked, talk }}
      onClick={onLeave}
      className={classes.try}
      data-testid="decision-try"
    >
      <IconTestPipe size={15} aria-hidden />
      {t("decision.try")}
    </Link>
  );
}
