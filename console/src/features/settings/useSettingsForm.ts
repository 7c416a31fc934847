import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldErrors } from "@/api/problem";
import type { Hours, Settings, SettingsInput } from "@/api/types";
import { useBubbleFaults } from "@/components/bubbles/useBubbleFaults";
import { describeError } from "@/components/describeError";
import { type HoursText, hoursFromApi, hoursToApi } from "./hours/schedule";
import { slotFaults } from "./hours/slots";
import { useUndo } from "./hours/useUndo";
import { weekFaults } from "./hours/week";
import { hoursQuery, settingsQuery } from "./settings";

export const maxManualMinutes = 7 * 24 * 60;

export interface SettingsValues {
  settings: SettingsInput;
  hours: HoursText;
}

export function valuesOf({ now, ...settings }: Settings, hours: Hours): SettingsValues {
  const { greetingBubbles } = settings;
  return {
    settings: { ...settings, greetingBubbles: greetingBubbles.length > 0 ? greetingBubbles : [{ text: "" }] },
    hours: hoursFromApi(hours),
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The settings and hours being edited, checked and saved together. */
export function useSettingsForm(account: string, start: SettingsValues) {
  const { t } = useTranslation("settings");
  const [saved, setSaved] = useState(start);
  const [seen, setSeen] = useState(start);
  const [settings, setSettings] = useState(start.settings);
  const hours = useUndo(start.hours);
  const [server, setServer] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const values: SettingsValues = { settings, hours: hours.value };
  const faults = weekFaults(values.hours.week);
  const { mode, slots } = values.hours.holidays;
  const holidayFaults = slotFaults(mode === "own" ? slots : []);
  const own = useOwnErrors(settings);
  const dirty = !same(values, saved);

  // What somebody else saved meanwhile is shown, unless it would take away what is typed here.
  if (!same(start, seen)) {
    setSeen(start);
    if (!dirty) {
      setSaved(start);
      setSettings(start.settings);
      hours.reset(start.hours);
    }
  }

  const save = useSave(account, saved, {
    onSaved: (next) => {
      setSaved(next);
      setServer({});
      setTried(false);
    },
    onFields: setServer,
  });

  return {
    values,
    faults,
    holidayFaults,
    dirty,
    hoursDirty: !same(values.hours, saved.hours),
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
    /** Changes the hours; steps with the same name in a row, as letters typed in a field, are undone together. */
    changeHours: (change: (hours: HoursText) => HoursText, name?: string) => {
      setServer({});
      hours.change(change, name);
    },
    undoHours: hours.canUndo
      ? () => {
          setServer({});
          hours.undo();
        }
      : undefined,
    submit: () => {
      setTried(true);
      if (Object.keys(own).length > 0) return setServer({ "": t("checkFields") });
      if (faults.size > 0 || holidayFaults.size > 0) return setServer({ "": t("checkHours") });
      const tidy = hoursFromApi(hoursToApi(values.hours));
      hours.tidy(tidy);
      save.mutate({ settings, hours: tidy });
    },
  };
}

function useOwnErrors(settings: SettingsInput): Record<string, string> {
  const { t } = useTranslation("settings");
  const errors: Record<string, string> = {};
  const { manualMinutes, greeting, greetingBubbles } = settings;
  const faults = useBubbleFaults(greetingBubbles);
  if (!Number.isInteger(manualMinutes) || manualMinutes < 1 || manualMinutes > maxManualMinutes) {
    errors.manualMinutes = t("manualMinutesRange", { max: maxManualMinutes });
  }
  if (greeting) {
    for (const [path, fault] of Object.entries(faults)) errors[`greetingBubbles.${path}`] = fault;
  }
  return errors;
}

interface Outcome {
  onSaved: (next: SettingsValues) => void;
  onFields: (errors: Record<string, string>) => void;
}

/** Saves what differs from what is saved. */
function useSave(account: string, saved: SettingsValues, outcome: Outcome) {
  const { t: common } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (next: SettingsValues) => {
      const params = { path: { account } };
      // A greeting that is off may be empty; an empty bubble is none.
      const body = {
        ...next.settings,
        greetingBubbles: next.settings.greetingBubbles.filter((b) => b.text?.trim()),
      };
      // The answers go to the cache at once: a page that is not dirty any more
      // shows what it finds there.
      if (!same(next.hours, saved.hours)) {
        const hours = await unwrap(
          api.PUT("/accounts/{account}/hours", { params, body: hoursToApi(next.hours) }),
        );
        client.setQueryData(hoursQuery(account).queryKey, hours);
      }
      if (!same(next.settings, saved.settings)) {
        const settings = await unwrap(api.PUT("/accounts/{account}/settings", { params, body }));
        client.setQueryData(settingsQuery(account).queryKey, settings);
      }
    },
    onSuccess: (_nothing, next) => {
      outcome.onSaved(next);
      notifications.show({ message: common("saved") });
    },
    onError: (error) => {
      const fields = fieldErrors(error, () => true);
      outcome.onFields(Object.keys(fields).length > 0 ? fields : { "": describeError(error) });
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: keys.settings(account) });
      await client.invalidateQueries({ queryKey: keys.hours(account) });
    },
  });
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;
