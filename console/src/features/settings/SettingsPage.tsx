import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAccountId } from "@/app/account";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { SettingsEditor } from "./SettingsEditor";
import { schedulesQuery, settingsQuery } from "./settings";
import { valuesOf } from "./useSettingsForm";

export function SettingsPage() {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const account = useAccountId();
  const settings = useQuery(settingsQuery(account));
  const schedules = useQuery(schedulesQuery(account));
  const error = settings.error ?? schedules.error;
  if (settings.data && schedules.data) {
    return <SettingsEditor key={account} account={account} start={valuesOf(settings.data, schedules.data)} />;
  }
  return (
    <Page title={t("title")}>
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => void Promise.all([settings.refetch(), schedules.refetch()])}
        />
      ) : (
        <div role="status" aria-label={common("loading")}>
          <Skeleton height={160} radius="md" mb="md" />
          <Skeleton height={320} radius="md" />
        </div>
      )}
    </Page>
  );
}
