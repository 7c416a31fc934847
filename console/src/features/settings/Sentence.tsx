import { IconMessageCircleQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { duration } from "@/components/formatTime";
import { useNow } from "@/components/useNow";
import { wallClock } from "./hours/dates";
import { type HoursText, holidaysOf, type State } from "./hours/schedule";
import { useWhen } from "./hours/useWhen";
import classes from "./SettingsEditor.module.css";
import { afterAnswer, nowBy, sentenceOf } from "./sentence";
import { calendarQuery, settingsQuery } from "./settings";
import type { SettingsValues } from "./useSettingsForm";

interface Props {
  account: string;
  values: SettingsValues;
  dirty: boolean;
}

/** What the choices do at this moment, in words that change with them. */
export function Sentence({ account, values, dirty }: Props) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const now = useNow(15_000);
  const { settings, schedules } = values;
  const name = settings.hoursName && settings.hoursName in schedules ? settings.hoursName : "";
  const hours = schedules[name] as HoursText;
  const uses = settings.chat && settings.hours;
  const calendar = useQuery({ ...calendarQuery(account, name), enabled: uses }).data;
  const server = useQuery(settingsQuery(account)).data?.now;
  const holidays = useMemo(() => holidaysOf(calendar ?? []), [calendar]);
  const state = uses ? nowBy(hours, holidays, now, server) : undefined;
  const key = sentenceOf(settings, state?.inside);
  const after = afterAnswer(settings, state?.inside);
  const today = wallClock(hours.zone, now)?.date;
  const when = useWhen();
  const closing = state?.until && today ? when(state.until, today) : "";
  return (
    <div className={classes.sentence} role="status" aria-live="polite">
      <IconMessageCircleQuestion size={22} aria-hidden />
      <div>
        <p data-testid="settings-sentence" data-sentence={key}>
          {t("sentence.start")}
          <strong>{t(`sentence.${key}`)}</strong>
        </p>
        {after && (
          <p className={classes.after} data-testid="settings-after" data-after={after}>
            {after === "closing"
              ? t(closing ? "after.closing" : "after.closingSometime", { when: closing })
              : t(`after.${after}`, { length: duration(settings.manualMinutes * 60_000, common) })}
          </p>
        )}
        {dirty && <span className={classes.now}>{t("sentence.unsaved")} </span>}
        {state && <Now state={state} today={today} />}
      </div>
    </div>
  );
}

function Now({ state, today }: { state: State; today: string | undefined }) {
  const { t } = useTranslation("settings");
  const when = useWhen();
  const until = state.until && today ? when(state.until, today) : undefined;
  return (
    <span className={classes.now} data-testid="settings-now" data-inside={state.inside}>
      {state.inside ? t("sentence.nowInside") : t("sentence.nowOutside")}
      {until && (state.inside ? t("sentence.closes", { when: until }) : t("sentence.opens", { when: until }))}
    </span>
  );
}
