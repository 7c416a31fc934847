import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOwns } from "@/app/account";
import { OwnerOnly } from "@/components/OwnerOnly";
import { Page } from "@/components/Page";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { FormError } from "@/features/session/FormError";
import { ChatSection } from "./ChatSection";
import { GreetingSection } from "./GreetingSection";
import { HoursSections } from "./hours/HoursSections";
import { ManagerCheck } from "./ManagerCheck";
import { ManualSection } from "./ManualSection";
import { Sentence } from "./Sentence";
import classes from "./SettingsEditor.module.css";
import { type SettingsValues, useSettingsForm } from "./useSettingsForm";

export function SettingsEditor({ account, start }: { account: string; start: SettingsValues }) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const form = useSettingsForm(account, start);
  const owns = useOwns(account);
  const { chat } = form.values.settings;

  const footer = (
    <Group justify="flex-end">
      <FormError text={form.error("")} />
      <Button onClick={form.submit} loading={form.pending} disabled={!form.dirty} data-testid="settings-save">
        {common("save")}
      </Button>
    </Group>
  );
  return (
    <Page title={t("title")} wide footer={owns && footer}>
      <UnsavedGuard dirty={() => form.dirty} />
      <Sentence account={account} values={form.values} dirty={form.dirty} />
      <div className={classes.fields}>
        <OwnerOnly owns={owns}>
          <ManagerCheck account={account} form={form} />
          <ChatSection form={form} />
          {chat && <ManualSection form={form} />}
          <GreetingSection form={form} />
          {chat && <HoursSections account={account} form={form} readOnly={!owns} />}
        </OwnerOnly>
      </div>
    </Page>
  );
}
