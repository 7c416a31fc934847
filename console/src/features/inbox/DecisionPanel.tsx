import { useWindowEvent } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/serverClock";
import type { Message } from "@/api/types";
import classes from "./Decision.module.css";
import type { Decision, Verdict } from "./decision";
import { answeredWords, fittedWords, silentWords, whyNot } from "./decisionWords";
import { TryLink } from "./TryLink";

interface Props {
  decision: Decision;
  message: Message;
  account: string;
  onLeave: () => void;
}

/** A decision in words: what came of it, why, and why each other rule did not answer. */
export function DecisionPanel({ decision, message, account, onLeave }: Props) {
  const { t } = useTranslation("inbox");
  const { others, noMatch, omitted, ruleId } = decision;
  // Also while the focus is not inside of it.
  useWindowEvent("keydown", (event) => {
    if (event.key === "Escape") onLeave();
  });
  const answered = decision.outcome === "answered";
  return (
    <div className={classes.panel} data-testid="decision" data-reason={decision.reason}>
      <p className={classes.outcome} data-answered={answered || undefined}>
        {t(answered ? "decision.answered" : "decision.silent")}
      </p>
      <p>{answered ? answeredWords(decision, t) : silentWords(decision, t)}</p>
      {decision.final && <p>{t("decision.final")}</p>}
      {answered && ruleId && (
        <p>
          <Link to="/a/$account/rules/$rule" params={{ account, rule: ruleId }} onClick={onLeave}>
            {t("decision.toRule")}
          </Link>
        </p>
      )}
      {others.length > 0 && (
        <>
          <h3>{t("decision.others")}</h3>
          <ul className={classes.others}>
            {others.map((other) => (
              <Other key={other.ruleId} verdict={other} account={account} onLeave={onLeave} />
            ))}
          </ul>
        </>
      )}
      {omitted > 0 && <p className={classes.quiet}>{t("decision.more", { count: omitted })}</p>}
      {noMatch > 0 && <p className={classes.quiet}>{t("decision.noMatch", { count: noMatch })}</p>}
      <TryLink account={account} message={message} onLeave={onLeave} />
    </div>
  );
}

interface OtherProps {
  verdict: Verdict;
  account: string;
  onLeave: () => void;
}

function Other({ verdict, account, onLeave }: OtherProps) {
  const { t, i18n } = useTranslation("inbox");
  const fitted = fittedWords(verdict, t);
  return (
    <li data-testid="decision-other" data-why={verdict.why}>
      <Link to="/a/$account/rules/$rule" params={{ account, rule: verdict.ruleId }} onClick={onLeave}>
        {verdict.title}
      </Link>
      <span>
        {fitted}
        {whyNot(verdict, i18n.language, serverNow(), t)}
      </span>
    </li>
  );
}
