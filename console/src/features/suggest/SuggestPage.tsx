import { Button, Group, Skeleton, Text } from "@mantine/core";
import { IconMoodCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccountId } from "@/app/account";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { RulesTabs } from "@/features/rules/RulesTabs";
import classes from "./Suggest.module.css";
import { SuggestionCard } from "./SuggestionCard";
import { days, suggestionsQuery } from "./suggestions";

/** 提案: what friends wrote and no rule answers. */
export function SuggestPage() {
  const { t } = useTranslation("suggest");
  const { t: common } = useTranslation();
  const account = useAccountId();
  const [dismissed, setDismissed] = useState(false);
  const query = useQuery(suggestionsQuery(account, dismissed));
  const { data } = query;
  let body: React.ReactNode;
  if (query.isPending) {
    body = (
      <div role="status" aria-label={common("loading")}>
        <Skeleton height={150} radius="md" mb="md" />
        <Skeleton height={150} radius="md" />
      </div>
    );
  } else if (!data) {
    body = <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  } else if (data.items.length === 0) {
    body = (
      <EmptyState
        icon={<IconMoodCheck size={30} stroke={1.5} aria-hidden />}
        title={t(dismissed ? "emptyDismissed" : "empty")}
      >
        {t(dismissed ? "emptyDismissedHelp" : "emptyHelp", { days })}
      </EmptyState>
    );
  } else {
    body = (
      <ul className={classes.list} data-testid="suggest-list">
        {data.items.map((suggestion) => (
          <SuggestionCard
            key={suggestion.title}
            account={account}
            suggestion={suggestion}
            dismissed={dismissed}
          />
        ))}
      </ul>
    );
  }
  return (
    <Page title={t("title")} lead={t("lead", { days })}>
      <RulesTabs />
      {(dismissed || (data?.dismissed ?? 0) > 0) && (
        <Group justify="space-between" mb="md">
          <Text size="sm" c="var(--oj-dim)">
            {dismissed ? t("dismissedShown") : t("dismissedCount", { count: data?.dismissed ?? 0 })}
          </Text>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => setDismissed(!dismissed)}
            data-testid="suggest-dismissed"
          >
            {t(dismissed ? "back" : "showDismissed")}
          </Button>
        </Group>
      )}
      {data?.cut && (
        <Text size="sm" c="var(--oj-dim)" mb="sm">
          {t("cut")}
        </Text>
      )}
      {body}
    </Page>
  );
}
