import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconTextPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/serverClock";
import { useOwns } from "@/app/account";
import { describeError } from "@/components/describeError";
import { listTime } from "@/components/formatTime";
import { AddToRule } from "./AddToRule";
import { Examples } from "./Examples";
import classes from "./Suggest.module.css";
import { keywordsOf, type Suggestion, useDismiss } from "./suggestions";
import { useUndoable } from "./useUndoable";

interface Props {
  account: string;
  suggestion: Suggestion;
  dismissed: boolean;
}

// A rule's title has this many characters at most.
const maxTitle = 50;

export function SuggestionCard({ account, suggestion, dismissed }: Props) {
  const { t, i18n } = useTranslation("suggest");
  const { t: common } = useTranslation();
  const owns = useOwns(account);
  const id = useId();
  const [adding, setAdding] = useState(false);
  const { mutateAsync, isPending } = useDismiss(account);
  const undoable = useUndoable();
  const { title, count, last, spellings } = suggestion;
  const keywords = keywordsOf(suggestion);
  const texts = spellings.map(({ text }) => text);

  const hide = async (hidden: boolean) => {
    try {
      await mutateAsync({ texts, dismissed: hidden });
      undoable(t(hidden ? "hidden" : "restored", { title }), () =>
        mutateAsync({ texts, dismissed: !hidden }),
      );
    } catch (error) {
      notifications.show({ color: "red", message: describeError(error) });
    }
  };
  return (
    <li className={classes.card} aria-labelledby={id} data-testid="suggestion">
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        <span className={classes.times}>
          <strong>{t("times", { count })}</strong>{" "}
          {t("last", { time: listTime(last, serverNow(), i18n.language, common) })}
        </span>
      </div>
      {spellings.length > 1 && (
        <ul className={classes.spellings} aria-label={t("spellings")}>
          {spellings.map((spelling) => (
            <li key={spelling.text}>
              {spelling.text} <small>{t("times", { count: spelling.count })}</small>
            </li>
          ))}
        </ul>
      )}
      <Examples account={account} examples={suggestion.examples} />
      <Group gap="xs" mt="sm">
        {owns && !dismissed && keywords.length > 0 && (
          <>
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              renderRoot={(props) => (
                <Link
                  to="/a/$account/rules/$rule"
                  params={{ account, rule: "new" }}
                  search={{ title: [...title].slice(0, maxTitle).join(""), keywords }}
                  {...props}
                />
              )}
              data-testid="suggest-new"
            >
              {t("new")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconTextPlus size={16} aria-hidden />}
              onClick={() => setAdding(true)}
              data-testid="suggest-add"
            >
              {t("add")}
            </Button>
          </>
        )}
        <Button
          variant="subtle"
          color="gray"
          loading={isPending}
          onClick={() => void hide(!dismissed)}
          data-testid="suggest-dismiss"
        >
          {t(dismissed ? "restore" : "dismiss")}
        </Button>
      </Group>
      {adding && <AddToRule account={account} suggestion={suggestion} onClose={() => setAdding(false)} />}
    </li>
  );
}
