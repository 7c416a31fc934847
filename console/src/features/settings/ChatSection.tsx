import { Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import { MethodChoice } from "./MethodChoice";
import classes from "./SettingsEditor.module.css";
import type { SettingsForm } from "./useSettingsForm";

/** チャット, 応答時間 and who answers when. */
export function ChatSection({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("settings");
  const { settings } = form.values;
  const set = form.setSettings;
  return (
    <Section title={t("chat.title")} lead={t("chat.lead")}>
      <div className={classes.switches}>
        <Switch
          label={t("chat.label")}
          checked={settings.chat}
          onChange={(event) => set({ chat: event.currentTarget.checked })}
          data-testid="settings-chat"
        />
        {settings.chat && (
          <Switch
            label={t("hours.label")}
            description={t("hours.lead")}
            checked={settings.hours}
            onChange={(event) => set({ hours: event.currentTarget.checked })}
            data-testid="settings-hours"
          />
        )}
      </div>
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
  );
}
