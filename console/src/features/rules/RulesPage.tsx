import { Button, Skeleton } from "@mantine/core";
import { IconMessageReply, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAccountId, useOwns } from "@/app/account";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { OwnerOnly } from "@/components/OwnerOnly";
import { Page } from "@/components/Page";
import { RulesBoard } from "./RulesBoard";
import { RulesTabs } from "./RulesTabs";
import { hitsQuery, rulesQuery, withHits } from "./rules";
import { SettingsNote } from "./SettingsNote";
import { useDeleted } from "./useDeleteRule";

// What was answered meanwhile comes without a hint.
const refreshMs = 30_000;

export function RulesPage() {
  const { t } = useTranslation("rules");
  const { t: common } = useTranslation();
  const account = useAccountId();
  const query = useQuery(rulesQuery(account));
  const hits = useQuery({ ...hitsQuery(account), refetchInterval: refreshMs });
  const deleted = useDeleted();
  const owns = useOwns(account);
  const rules = useMemo(() => {
    const shown = query.data?.filter((rule) => !deleted.has(rule.id));
    return shown && withHits(shown, hits.data ?? []);
  }, [query.data, hits.data, deleted]);
  const create = (
    <Button
      leftSection={<IconPlus size={16} />}
      data-testid="rule-new"
      renderRoot={(props) => (
        <Link to="/a/$account/rules/$rule" params={{ account, rule: "new" }} {...props} />
      )}
    >
      {t("new")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={owns && create}>
      <RulesTabs />
      <SettingsNote account={account} />
      {query.isPending && (
        <div role="status" aria-label={common("loading")}>
          {[..."abcd"].map((key) => (
            <Skeleton key={key} height={72} radius="md" mb="xs" />
          ))}
        </div>
      )}
      {query.isError && !rules && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {rules?.length === 0 && (
        <EmptyState icon={<IconMessageReply size={30} stroke={1.5} aria-hidden />} title={t("empty")}>
          {t("emptyHelp")}
        </EmptyState>
      )}
      {rules && rules.length > 0 && (
        <OwnerOnly owns={owns}>
          <RulesBoard account={account} rules={rules} />
        </OwnerOnly>
      )}
    </Page>
  );
}
