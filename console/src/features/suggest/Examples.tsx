import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/serverClock";
import { listTime } from "@/components/formatTime";
import classes from "./Suggest.module.css";
import type { Suggestion } from "./suggestions";

interface Props {
  account: string;
  examples: Suggestion["examples"];
}

/** Who wrote it, each with the way to the talk. */
export function Examples({ account, examples }: Props) {
  const { t, i18n } = useTranslation("suggest");
  const { t: common } = useTranslation();
  return (
    <ul className={classes.examples} aria-label={t("examples")}>
      {examples.map((example) => (
        <li key={example.messageId}>
          <Link
            to="/a/$account/talks/$conversation"
            params={{ account, conversation: example.conversationId }}
            preload={false}
            data-testid="suggest-example"
          >
            {example.contactName || t("nameless")}
          </Link>
          <span>{example.text}</span>
          <time dateTime={example.at}>{listTime(example.at, serverNow(), i18n.language, common)}</time>
        </li>
      ))}
    </ul>
  );
}
