import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import classes from "./Rehearse.module.css";
import type { Answer } from "./rehearse";
import { TraceList } from "./TraceList";
import { groupsOf } from "./trace";

interface Props {
  account: string;
  decision: NonNullable<Answer["decision"]>;
}

/** Why each other rule does not answer, what came closest first. */
export function Trace({ account, decision }: Props) {
  const { t } = useTranslation("rehearse");
  const groups = groupsOf(decision);
  return (
    <Section title={t("trace.title")}>
      {groups.length === 0 && <p className={classes.quiet}>{t("trace.none")}</p>}
      {groups.map(({ why, verdicts, open }) => (
        <details
          key={`${why} ${open}`}
          open={open}
          className={classes.group}
          data-testid="trace-group"
          data-why={why}
        >
          <summary>
            {t(`why.${why}`)} <span>{t("count", { count: verdicts.length })}</span>
          </summary>
          <TraceList account={account} verdicts={verdicts} />
        </details>
      ))}
    </Section>
  );
}
