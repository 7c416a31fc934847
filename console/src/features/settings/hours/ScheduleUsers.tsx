import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./Schedules.module.css";
import type { Users } from "./useUsers";

const mostRules = 5;

/** Who keeps to the shown schedule: the account, and rules. */
export function ScheduleUsers({ account, users }: { account: string; users: Users }) {
  const { t } = useTranslation("hours");
  const { rules } = users;
  if (!users.account && rules.length === 0) {
    return (
      <p className={classes.users} data-testid="schedule-users">
        {t("schedules.unused")}
      </p>
    );
  }
  return (
    <div className={classes.users} data-testid="schedule-users">
      <span>{t("schedules.usedBy")}</span>
      <ul>
        {users.account && <li>{t("schedules.usedByAccount")}</li>}
        {rules.slice(0, mostRules).map((rule) => (
          <li key={rule.id}>
            <Link to="/a/$account/rules/$rule" params={{ account, rule: rule.id }}>
              {t("schedules.usedByRule", { title: rule.title })}
            </Link>
          </li>
        ))}
        {rules.length > mostRules && <li>{t("schedules.more", { count: rules.length - mostRules })}</li>}
      </ul>
    </div>
  );
}
