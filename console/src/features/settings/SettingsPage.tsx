import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAccountId } from "@/app/account";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { SettingsEditor } from "./SettingsEditor";
import { hoursQuery, settingsQuery } from "./settings";
import { valuesOf } from "./useSettingsForm";

export function SettingsPage() {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const account = useAccountId();
  const settings = useQuery(settingsQuery(account));
  const hours = useQuery(hoursQuery(account));
  const error = settings.error ?? hours.error;
  if (settings.data && hours.data) {
    return <SettingsEditor key={account} account={account} start={valuesOf(settings.data, hours.data)} />;
  }
  return (
    <Page title={t("title")}>
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([settings.refetch(), hours.refetch()])} />
      ) : (
        <div role="status" aria-label={common("loading")}>
          <Skeleton height={160} radius="md" mb="md" />
          <Skeleton height={320} radius="md" />
        </div>
      )}
    </Page>
  );
}
