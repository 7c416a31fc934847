import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccountId, useShownAccount } from "@/app/account";
import { Page } from "@/components/Page";
import { RulesTabs } from "@/features/rules/RulesTabs";
import { blank, questionOf, type Values } from "./question";
import classes from "./Rehearse.module.css";
import { Result } from "./Result";
import { testQuery } from "./rehearse";
import { TestForm } from "./TestForm";

const typingMs = 350;

/** テスト: what would be answered to a message, and why. */
export function RehearsePage() {
  const { t } = useTranslation("rehearse");
  const account = useAccountId();
  const name = useShownAccount()?.name ?? "";
  const {
    text = "",
    kind = "text",
    data = "",
    talk = "",
  } = useSearch({ from: "/desk/a/$account/rules/test" });
  const [values, setValues] = useState<Values>({ ...blank, text, kind, data, talk });
  const [settled] = useDebouncedValue(values, typingMs);
  // Enter asks at once.
  const [asked, setAsked] = useState(values);
  const shown = asked === values ? asked : settled;
  const question = questionOf(shown);
  const query = useQuery({
    ...testQuery(account, question ?? { message: { kind: "text" } }),
    enabled: question !== undefined,
  });
  return (
    <Page title={t("title")} lead={t("lead")} wide>
      <RulesTabs />
      <div className={classes.columns}>
        <TestForm account={account} values={values} onChange={setValues} onAsk={() => setAsked(values)} />
        <Result
          account={account}
          name={name}
          answer={question && query.data}
          error={question && query.error}
          pending={question !== undefined && query.isPending}
          stale={query.isPlaceholderData || settled !== values}
          onRetry={() => void query.refetch()}
        />
      </div>
    </Page>
  );
}
