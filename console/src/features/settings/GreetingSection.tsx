import { Radio, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { useShownAccount } from "@/app/account";
import { BubblesEditor } from "@/components/bubbles/BubblesEditor";
import { LinePreview } from "@/components/bubbles/LinePreview";
import { Section } from "@/components/Section";
import classes from "./SettingsEditor.module.css";
import type { SettingsForm } from "./useSettingsForm";

const choices = ["same", "own", "none"] as const;

/** あいさつメッセージ for new friends, and for those who come back. */
export function GreetingSection({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("settings");
  const { greeting, greetingBubbles, onUnblock = "same", greetingBackBubbles = [] } = form.values.settings;
  const set = form.setSettings;
  const choose = (chosen: string) => {
    const found = choices.find((choice) => choice === chosen);
    if (found) set({ onUnblock: found });
  };
  return (
    <Section title={t("greeting.title")} lead={t("greeting.lead")}>
      <Switch
        label={t("greeting.label")}
        checked={greeting}
        onChange={(event) => set({ greeting: event.currentTarget.checked })}
        data-testid="settings-greeting"
      />
      {greeting && (
        <>
          <h3 className={classes.when}>{t("greeting.onAdd")}</h3>
          <Bubbles
            bubbles={greetingBubbles}
            onChange={(bubbles) => set({ greetingBubbles: bubbles })}
            errors={(path) => form.error(`greetingBubbles.${path}`)}
            testId="greeting-bubble"
          />
          <h3 className={classes.when}>{t("greeting.onUnblock")}</h3>
          <Radio.Group
            aria-label={t("greeting.onUnblock")}
            value={onUnblock}
            onChange={choose}
            error={form.error("onUnblock")}
            data-testid="settings-unblock"
          >
            <div className={classes.three}>
              {choices.map((choice) => (
                <div key={choice} className={classes.option} data-checked={choice === onUnblock || undefined}>
                  <Radio
                    value={choice}
                    label={t(`greeting.${choice}`)}
                    data-testid={`settings-unblock-${choice}`}
                  />
                </div>
              ))}
            </div>
          </Radio.Group>
          {onUnblock === "own" && (
            <Bubbles
              bubbles={greetingBackBubbles}
              onChange={(bubbles) => set({ greetingBackBubbles: bubbles })}
              errors={(path) => form.error(`greetingBackBubbles.${path}`)}
              testId="greeting-back-bubble"
            />
          )}
        </>
      )}
    </Section>
  );
}

interface BubblesProps {
  bubbles: Bubble[];
  onChange: (bubbles: Bubble[]) => void;
  errors: (path: string) => string | undefined;
  testId: string;
}

function Bubbles(props: BubblesProps) {
  const name = useShownAccount()?.name ?? "";
  return (
    <div className={classes.greeting}>
      <BubblesEditor {...props} />
      <LinePreview account={name} bubbles={props.bubbles} />
    </div>
  );
}
