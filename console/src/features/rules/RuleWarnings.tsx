import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./RulesList.module.css";
import { type Warning, warningText } from "./warnings";

const most = 2;

export function RuleWarnings({ warnings }: { warnings: Warning[] }) {
  const { t } = useTranslation("rules");
  const rest = warnings.length - most;
  return (
    <div className={classes.warnings} data-testid="rule-warnings">
      <IconAlertTriangle size={15} aria-hidden />
      <div>
        {warnings.slice(0, most).map((warning) => (
          <div key={`${warning.fault} ${warning.keyword} ${warning.otherId}`}>{warningText(warning, t)}</div>
        ))}
        {rest > 0 && <div>{t("warning.more", { count: rest })}</div>}
      </div>
    </div>
  );
}
