import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAccountId, useOwns } from "@/app/account";
import { CopyField } from "@/components/CopyField";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { AccountStatusSection } from "./AccountStatusSection";
import { accountQuery } from "./account";
import { ChannelForm } from "./ChannelForm";
import { NameForm } from "./NameForm";
import { statusQuery } from "./status";

export function AccountPage() {
  const { t } = useTranslation("account");
  const { t: common } = useTranslation();
  const id = useAccountId();
  const owns = useOwns(id);
  const account = useQuery(accountQuery(id));
  const status = useQuery(statusQuery(id));

  if (!account.data) {
    return (
      <Page title={t("title")}>
        {account.isError ? (
          <ErrorState error={account.error} onRetry={() => void account.refetch()} />
        ) : (
          <div role="status" aria-label={common("loading")}>
            <Skeleton height={140} radius="md" mb="md" />
            <Skeleton height={200} radius="md" />
          </div>
        )}
      </Page>
    );
  }
  return (
    <Page title={t("title")}>
      {status.data && <AccountStatusSection status={status.data} />}
      {status.isError && <ErrorState error={status.error} onRetry={() => void status.refetch()} />}
      <Section title={t("hook.title")} lead={t("hook.lead")}>
        <CopyField label={t("hook.label")} value={account.data.hookUrl} testId="account-hook" />
      </Section>
      {owns && <NameForm key={account.data.name} account={account.data} />}
      {owns && <ChannelForm key={account.data.channelId} account={account.data} />}
    </Page>
  );
}
