import { IconMessage2Bolt } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./RuleForm.module.css";
import type { RuleValues } from "./ruleValues";
import { summaryOf } from "./summary";

/** When the rule answers, as one would tell a colleague. */
export function RuleSummary({ values }: { values: RuleValues }) {
  const { t, i18n } = useTranslation("rules");
  return (
    <p className={classes.summary} data-testid="rule-summary">
      <IconMessage2Bolt size={18} aria-hidden />
      <span>{summaryOf(values, t, i18n.language)}</span>
    </p>
  );
}
