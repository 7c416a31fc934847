import { Button, NumberInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { duration } from "@/components/formatTime";
import classes from "./SettingsEditor.module.css";
import { maxManualMinutes, minutesFault, type SettingsForm } from "./useSettingsForm";

const presets = [15, 30, 60, 180, 720, 1440];

/** How long a manual window is: usual lengths, or minutes of one's own. */
export function ManualMinutes({ form, label }: { form: SettingsForm; label: string }) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const id = useId();
  const minutes = form.values.settings.manualMinutes;
  // While the field is empty there is no number yet.
  const empty = Number.isNaN(minutes);
  const set = (manualMinutes: number) => form.setSettings({ manualMinutes });
  return (
    <div className={classes.length}>
      <div className={classes.presets} role="group" aria-labelledby={id}>
        <span id={id} className={classes.lengthLabel}>
          {label}
        </span>
        {presets.map((preset) => (
          <Button
            key={preset}
            size="compact-md"
            variant={preset === minutes ? "light" : "default"}
            aria-pressed={preset === minutes}
            onClick={() => set(preset)}
            data-testid={`settings-manual-${preset}`}
          >
            {duration(preset * 60_000, common)}
          </Button>
        ))}
      </div>
      <NumberInput
        label={t("manual.own")}
        suffix={t("manual.suffix")}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        hideControls
        maw="10rem"
        value={empty ? "" : minutes}
        onChange={(value) => set(value === "" ? Number.NaN : Number(value))}
        error={
          !empty && minutesFault(minutes)
            ? t("manualMinutesRange", { max: maxManualMinutes })
            : form.error("manualMinutes")
        }
        data-testid="settings-manual-minutes"
      />
    </div>
  );
}
