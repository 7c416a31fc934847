import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAccountId } from "@/app/account";
import { SuggestCount } from "@/features/suggest/SuggestCount";
import classes from "./RulesTabs.module.css";

// The pages about the rules, in the order of their tabs.
const tabs = [
  { to: "/a/$account/rules", name: "list" },
  { to: "/a/$account/rules/test", name: "test" },
  { to: "/a/$account/rules/suggestions", name: "suggestions" },
  { to: "/a/$account/rules/transfer", name: "transfer" },
] as const;

/** Leads from one page about the rules to the others. */
export function RulesTabs() {
  const { t } = useTranslation("rules");
  const account = useAccountId();
  return (
    <nav className={classes.tabs} aria-label={t("tabs.label")}>
      {tabs.map(({ to, name }) => (
        <Link
          key={name}
          to={to}
          params={{ account }}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes.tab}
          data-testid={`rules-tab-${name}`}
        >
          {t(`tabs.${name}`)}
          {name === "suggestions" && <SuggestCount account={account} />}
        </Link>
      ))}
    </nav>
  );
}
