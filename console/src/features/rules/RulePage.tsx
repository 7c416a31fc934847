import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RuleInput } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { NotFoundPage } from "@/components/NotFoundPage";
import { Page } from "@/components/Page";
import { RuleForm } from "./RuleForm";
import { inputOf, rulesQuery } from "./rules";

const blank: RuleInput = { title: "", enabled: true, keywords: [], bubbles: [{ text: "" }] };

/** A new rule, empty or begun in the address; a copy of one; or one to edit. */
export function RulePage() {
  const { t } = useTranslation("rules");
  const { account, rule: id } = useParams({ from: "/desk/a/$account/rules/$rule" });
  const { copy, title, keywords } = useSearch({ from: "/desk/a/$account/rules/$rule" });
  const query = useQuery(rulesQuery(account));
  const isNew = id === "new";
  const source = isNew ? copy : id;

  if (!source) {
    const begun = { ...blank, title: title ?? "", keywords: keywords ?? [] };
    return <RuleForm key="new" account={account} start={begun} fresh />;
  }
  if (query.isPending) {
    return (
      <Page title={t("edit")} wide>
        <Skeleton height={260} radius="md" />
      </Page>
    );
  }
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const rule = query.data.find((r) => r.id === source);
  if (!rule) return <NotFoundPage />;
  if (isNew) {
    return (
      <RuleForm
        key={source}
        account={account}
        start={{ ...inputOf(rule), title: t("copyOf", { title: rule.title }), enabled: false }}
      />
    );
  }
  return <RuleForm key={id} account={account} rule={rule} start={inputOf(rule)} />;
}
