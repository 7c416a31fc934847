import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Rehearse.module.css";
import type { Verdict } from "./rehearse";
import { detailWords } from "./words";

interface Props {
  account: string;
  verdicts: Verdict[];
}

// Above this many only those in sight are drawn.
const most = 60;

export function TraceList({ account, verdicts }: Props) {
  if (verdicts.length > most) return <LongList account={account} verdicts={verdicts} />;
  return (
    <ul className={classes.verdicts}>
      {verdicts.map((verdict) => (
        <li key={verdict.ruleId}>
          <One account={account} verdict={verdict} />
        </li>
      ))}
    </ul>
  );
}

function LongList({ account, verdicts }: Props) {
  const { t } = useTranslation("rehearse");
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: verdicts.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 28,
    overscan: 10,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={scroll} className={classes.long} tabIndex={0} aria-label={t("trace.title")}>
      <ul className={classes.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const verdict = verdicts[row.index];
          return (
            verdict && (
              <li key={row.key} style={{ transform: `translateY(${row.start}px)` }}>
                <One account={account} verdict={verdict} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

function One({ account, verdict }: { account: string; verdict: Verdict }) {
  const { t, i18n } = useTranslation("rehearse");
  const detail = detailWords(verdict, i18n.language, t);
  return (
    <>
      <Link
        to="/a/$account/rules/$rule"
        params={{ account, rule: verdict.ruleId }}
        data-testid="trace-rule"
        preload={false}
      >
        {verdict.title}
      </Link>
      {detail && <span>{detail}</span>}
    </>
  );
}
