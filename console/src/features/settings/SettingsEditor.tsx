import { Button, Group, NumberInput, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOwns, useShownAccount } from "@/app/account";
import { BubblesEditor } from "@/components/bubbles/BubblesEditor";
import { LinePreview } from "@/components/bubbles/LinePreview";
import { OwnerOnly } from "@/components/OwnerOnly";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { FormError } from "@/features/session/FormError";
import { HoursSections } from "./hours/HoursSections";
import { MethodChoice } from "./MethodChoice";
import { Sentence } from "./Sentence";
import classes from "./SettingsEditor.module.css";
import { maxManualMinutes, type SettingsValues, useSettingsForm } from "./useSettingsForm";

export function SettingsEditor({ account, start }: { account: string; start: SettingsValues }) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const name = useShownAccount()?.name ?? "";
  const form = useSettingsForm(account, start);
  const owns = useOwns(account);
  const { settings } = form.values;
  const set = form.setSettings;

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
          <Section title={t("chat.title")} lead={t("chat.lead")}>
            <Switch
              label={t("chat.label")}
              checked={settings.chat}
              onChange={(event) => set({ chat: event.currentTarget.checked })}
              data-testid="settings-chat"
            />
            {settings.chat ? (
              <div className={classes.methods}>
                <MethodChoice
                  label={settings.hours ? t("method.inside") : t("method.always")}
                  value={settings.inside}
                  onChange={(inside) => set({ inside })}
                  error={form.error("inside")}
                  testId="settings-inside"
                />
                {settings.hours && (
                  <MethodChoice
                    label={t("method.outside")}
                    value={settings.outside}
                    onChange={(outside) => set({ outside })}
                    error={form.error("outside")}
                    testId="settings-outside"
                  />
                )}
              </div>
            ) : (
              <Text size="sm" c="var(--oj-dim)" mt="sm">
                {t("chat.offHelp")}
              </Text>
            )}
          </Section>
          {settings.chat && <HoursSections account={account} form={form} readOnly={!owns} />}
          <Section title={t("manual.title")} lead={t("manual.lead")}>
            <NumberInput
              label={t("manual.label")}
              suffix={t("manual.suffix")}
              min={1}
              max={maxManualMinutes}
              allowDecimal={false}
              allowNegative={false}
              maw="12rem"
              value={settings.manualMinutes}
              onChange={(value) => set({ manualMinutes: Number(value) })}
              error={form.error("manualMinutes")}
              data-testid="settings-manual-minutes"
            />
          </Section>
          <Section title={t("greeting.title")} lead={t("greeting.lead")}>
            <Switch
              label={t("greeting.label")}
              checked={settings.greeting}
              onChange={(event) => set({ greeting: event.currentTarget.checked })}
              data-testid="settings-greeting"
            />
            {settings.greeting && (
              <div className={classes.greeting}>
                <BubblesEditor
                  bubbles={settings.greetingBubbles}
                  onChange={(greetingBubbles) => set({ greetingBubbles })}
                  errors={(path) => form.error(`greetingBubbles.${path}`)}
                  testId="greeting-bubble"
                />
                <LinePreview account={name} bubbles={settings.greetingBubbles} />
              </div>
            )}
          </Section>
        </OwnerOnly>
      </div>
    </Page>
  );
}
