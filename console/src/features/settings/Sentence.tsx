import { IconMessageCircleQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNow } from "@/components/useNow";
import { toWeek } from "./hours";
import classes from "./SettingsEditor.module.css";
import { sentenceOf } from "./sentence";
import type { SettingsValues } from "./useSettingsForm";

/** What the choices do at this moment, in one sentence that changes with them. */
export function Sentence({ values, dirty }: { values: SettingsValues; dirty: boolean }) {
  const { t } = useTranslation("settings");
  const now = useNow(15_000);
  const key = sentenceOf(values.settings, { zone: values.zone, week: toWeek(values.week) }, now);
  const when = key === "chatOff" ? undefined : key.split(".")[0];
  return (
    <div className={classes.sentence} role="status" aria-live="polite">
      <IconMessageCircleQuestion size={22} aria-hidden />
      <div>
        <p data-testid="settings-sentence" data-sentence={key}>
          {t("sentence.start")}
          <strong>{t(`sentence.${key}`)}</strong>
        </p>
        {dirty && <span className={classes.now}>{t("sentence.unsaved")} </span>}
        {when === "inside" && <span className={classes.now}>{t("sentence.nowInside")}</span>}
        {when === "outside" && <span className={classes.now}>{t("sentence.nowOutside")}</span>}
      </div>
    </div>
  );
}
