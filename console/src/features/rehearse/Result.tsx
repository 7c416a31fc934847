import { Skeleton } from "@mantine/core";
import { IconFlask, IconMessageCheck, IconMessageOff, IconTicket } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LinePreview } from "@/components/bubbles/LinePreview";
import { bubbleOf } from "@/components/bubbles/payload";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Section } from "@/components/Section";
import classes from "./Rehearse.module.css";
import type { Answer } from "./rehearse";
import { Trace } from "./Trace";
import { answerWords, dateTime, stateWords } from "./words";

interface Props {
  account: string;
  /** Of the account, as friends see it. */
  name: string;
  answer: Answer | undefined;
  error: Error | null | undefined;
  pending: boolean;
  /** It is of the question before. */
  stale: boolean;
  onRetry: () => void;
}

export function Result({ account, name, answer, error, pending, stale, onRetry }: Props) {
  const { t } = useTranslation("rehearse");
  const { t: common } = useTranslation();
  let body: React.ReactNode;
  if (error && !stale) body = <ErrorState error={error} onRetry={onRetry} />;
  else if (pending) body = <Skeleton height={160} radius="md" role="status" aria-label={common("loading")} />;
  else if (!answer) {
    body = (
      <EmptyState icon={<IconFlask size={30} stroke={1.5} aria-hidden />} title={t("waiting")}>
        {t("waitingHelp")}
      </EmptyState>
    );
  } else body = <Told account={account} name={name} answer={answer} />;
  return (
    <div
      className={classes.result}
      data-stale={stale || undefined}
      aria-busy={stale}
      data-testid="test-result"
    >
      <Section title={t("result")}>
        <div aria-live="polite">{body}</div>
      </Section>
      {answer?.decision && !error && <Trace account={account} decision={answer.decision} />}
    </div>
  );
}

function Told({ account, name, answer }: { account: string; name: string; answer: Answer }) {
  const { t, i18n } = useTranslation("rehearse");
  const { by, decision } = answer;
  const says = by !== "nobody";
  const bubbles = answer.messages.flatMap((message) => bubbleOf(message) ?? []);
  const Icon = says ? IconMessageCheck : IconMessageOff;
  return (
    <>
      <p className={classes.outcome} data-says={says || undefined} data-testid="test-outcome" data-by={by}>
        <Icon size={20} stroke={1.75} aria-hidden />
        {t(says ? "says" : "silence")}
      </p>
      <p className={classes.sentence} data-testid="test-sentence">
        {answerWords(answer, t)}
      </p>
      {decision?.others.some(({ why }) => why === "not_drawn") && (
        <p className={classes.quiet}>{t("random")}</p>
      )}
      {bubbles.length > 0 && <LinePreview account={name} bubbles={bubbles} sample={null} />}
      {says && (
        <p className={classes.cost} data-testid="test-cost">
          <IconTicket size={16} stroke={1.75} aria-hidden />
          {t("cost")}
        </p>
      )}
      <p className={classes.quiet}>
        {t("asOf", { time: dateTime(answer.at, i18n.language) })}
        <br />
        {stateWords(answer, t)}
      </p>
      {decision?.ruleId && (
        <Link to="/a/$account/rules/$rule" params={{ account, rule: decision.ruleId }}>
          {t("toRule")}
        </Link>
      )}
    </>
  );
}
