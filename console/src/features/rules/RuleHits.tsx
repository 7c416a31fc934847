import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { hitTime } from "./hitTime";
import classes from "./RulesList.module.css";

/** How often the rule has answered, and when it did last. */
export function RuleHits({ rule, now }: { rule: Rule; now: number }) {
  const { t, i18n } = useTranslation("rules");
  const times = rule.hits.toLocaleString(i18n.language);
  return (
    <span className={classes.hits} data-testid="rule-hits" data-hits={rule.hits}>
      {rule.lastHitAt
        ? t("hits.both", { times, at: hitTime(rule.lastHitAt, now, i18n.language) })
        : t("hits.none")}
    </span>
  );
}
