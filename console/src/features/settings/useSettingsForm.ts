import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NamedHours, Settings, SettingsInput } from "@/api/types";
import { useBubbleFaults } from "@/components/bubbles/useBubbleFaults";
import { type HoursText, hoursFromApi } from "./hours/schedule";
import { slotFaults } from "./hours/slots";
import { useUndo } from "./hours/useUndo";
import { weekFaults } from "./hours/week";
import { mergeSchedules, type Schedules, same, tidySchedules } from "./schedules";
import { useSaveSettings } from "./useSaveSettings";

export const maxManualMinutes = 7 * 24 * 60;

export interface SettingsValues {
  settings: SettingsInput;
  /** 応答時間 by name; "" is the one that every account has. */
  schedules: Schedules;
}

export function valuesOf({ now, ...settings }: Settings, schedules: NamedHours[]): SettingsValues {
  const { greetingBubbles, greetingBackBubbles = [] } = settings;
  const some = <T>(bubbles: T[]) => (bubbles.length > 0 ? bubbles : [{ text: "" }]);
  return {
    settings: {
      ...settings,
      manualEnd: settings.manualEnd ?? "time",
      hoursName: settings.hoursName ?? "",
      onUnblock: settings.onUnblock ?? "same",
      managerOff: settings.managerOff ?? false,
      greetingBubbles: some(greetingBubbles),
      greetingBackBubbles: some(greetingBackBubbles),
    },
    schedules: Object.fromEntries(schedules.map(({ name, ...hours }) => [name, hoursFromApi(hours)])),
  };
}

/** The settings and schedules being edited, checked and saved together. */
export function useSettingsForm(account: string, start: SettingsValues) {
  const { t } = useTranslation("settings");
  const [saved, setSaved] = useState(start);
  const [seen, setSeen] = useState(start);
  const [settings, setSettings] = useState(start.settings);
  const schedules = useUndo(start.schedules);
  const [chosen, setShown] = useState(start.settings.hoursName ?? "");
  const [server, setServer] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const values: SettingsValues = { settings, schedules: schedules.value };
  const shown = chosen in values.schedules ? chosen : "";
  const hours = values.schedules[shown] as HoursText;
  const faults = weekFaults(hours.week);
  const holidayFaults = holidayFaultsOf(hours);
  const own = useOwnErrors(settings);
  const settingsDirty = !same(settings, saved.settings);
  const hoursDirty = !same(values.schedules, saved.schedules);

  // What somebody else saved meanwhile is shown, unless it would take away what is typed here.
  if (!same(start, seen)) {
    setSeen(start);
    if (!settingsDirty) setSettings(start.settings);
    const merged = mergeSchedules(values.schedules, saved.schedules, start.schedules);
    if (!same(merged, values.schedules)) schedules.reset(merged);
    setSaved({ settings: settingsDirty ? saved.settings : start.settings, schedules: start.schedules });
  }

  const save = useSaveSettings(account, saved, {
    onSaved: (next) => {
      setSaved(next);
      setServer({});
      setTried(false);
    },
    onFields: (errors, schedule) => {
      setServer(errors);
      if (schedule !== undefined) setShown(schedule);
    },
  });

  return {
    values,
    /** The schedule that is on the screen, and its name. */
    hours,
    shown,
    show: (name: string) => {
      setServer({});
      setShown(name);
      schedules.forget(); // the steps of another schedule are not undone unseen
    },
    faults,
    holidayFaults,
    dirty: settingsDirty || hoursDirty,
    hoursDirty,
    pending: save.isPending,
    /** The message for a field: ours once saving was tried, else the server's. */
    error: (path: string): string | undefined => (tried ? own[path] : undefined) ?? server[path],
    /** The server's messages for fields below a path, by the rest of it. */
    errorsBelow: (path: string): Record<string, string> =>
      Object.fromEntries(
        Object.entries(server)
          .filter(([key]) => key === path || key.startsWith(`${path}.`))
          .map(([key, text]) => [key.slice(path.length + 1), text]),
      ),
    setSettings: (part: Partial<SettingsInput>) => {
      setServer({});
      setSettings((v) => ({ ...v, ...part }));
    },
    /** Changes the shown schedule; steps with the same name in a row, as letters typed in a field, are undone together. */
    changeHours: (change: (hours: HoursText) => HoursText, name?: string) => {
      setServer({});
      schedules.change((all) => {
        const before = all[shown] as HoursText;
        const next = change(before);
        return next === before ? all : { ...all, [shown]: next };
      }, name && `${shown}.${name}`);
    },
    undoHours: schedules.canUndo
      ? () => {
          setServer({});
          schedules.undo();
        }
      : undefined,
    submit: () => {
      setTried(true);
      if (Object.keys(own).length > 0) return setServer({ "": t("checkFields") });
      const faulty = Object.entries(values.schedules).find(([, h]) => hasFaults(h));
      if (faulty) {
        setShown(faulty[0]);
        return setServer({ "": t("checkHours") });
      }
      const tidy = tidySchedules(values.schedules);
      schedules.tidy(tidy);
      save.mutate({ settings, schedules: tidy });
    },
  };
}

const holidayFaultsOf = ({ holidays }: HoursText) =>
  slotFaults(holidays.mode === "own" ? holidays.slots : []);

const hasFaults = (hours: HoursText) => weekFaults(hours.week).size + holidayFaultsOf(hours).size > 0;

export const minutesFault = (minutes: number): boolean =>
  !Number.isInteger(minutes) || minutes < 1 || minutes > maxManualMinutes;

/** What is wrong with the settings, in words by the paths of their fields. */
function useOwnErrors(settings: SettingsInput): Record<string, string> {
  const { t } = useTranslation("settings");
  const { greeting, onUnblock, greetingBubbles, greetingBackBubbles = [] } = settings;
  const faults = useBubbleFaults(greetingBubbles);
  const faultsBack = useBubbleFaults(greetingBackBubbles);
  const errors: Record<string, string> = {};
  if (minutesFault(settings.manualMinutes)) {
    errors.manualMinutes = t("manualMinutesRange", { max: maxManualMinutes });
  }
  if (!greeting) return errors;
  for (const [path, fault] of Object.entries(faults)) errors[`greetingBubbles.${path}`] = fault;
  if (onUnblock !== "own") return errors;
  for (const [path, fault] of Object.entries(faultsBack)) errors[`greetingBackBubbles.${path}`] = fault;
  return errors;
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;
