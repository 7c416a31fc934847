import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldErrors } from "@/api/problem";
import type { Hours, SettingsInput } from "@/api/types";
import { useBubbleCheck } from "@/components/BubblesEditor";
import { describeError } from "@/components/describeError";
import { faultsOf, toText, toWeek, type WeekText } from "./hours";

export const maxManualMinutes = 7 * 24 * 60;

export interface SettingsValues {
  settings: SettingsInput;
  zone: string;
  week: WeekText;
}

export function valuesOf(settings: SettingsInput, hours: Hours): SettingsValues {
  const { chat, hours: on, inside, outside, greeting, manualMinutes, greetingBubbles } = settings;
  return {
    settings: {
      chat,
      hours: on,
      inside,
      outside,
      greeting,
      manualMinutes,
      greetingBubbles: greetingBubbles.length > 0 ? greetingBubbles : [{ text: "" }],
    },
    zone: hours.zone,
    week: toText(hours.week),
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The settings and hours being edited, checked and saved together. */
export function useSettingsForm(account: string, start: SettingsValues) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [saved, setSaved] = useState(start);
  const [values, setValues] = useState(start);
  const [server, setServer] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const checkBubble = useBubbleCheck();
  const faults = faultsOf(values.week);
  const own = ownErrors();

  function ownErrors(): Record<string, string> {
    const errors: Record<string, string> = {};
    const { manualMinutes, greeting, greetingBubbles } = values.settings;
    if (!Number.isInteger(manualMinutes) || manualMinutes < 1 || manualMinutes > maxManualMinutes) {
      errors.manualMinutes = t("manualMinutesRange", { max: maxManualMinutes });
    }
    if (greeting) {
      for (const [i, bubble] of greetingBubbles.entries()) {
        const fault = checkBubble(bubble.text);
        if (fault) errors[`greetingBubbles.${i}.text`] = fault;
      }
    }
    return errors;
  }

  const save = useMutation({
    mutationFn: async (next: SettingsValues) => {
      const params = { path: { account } };
      // A greeting that is off may be empty; an empty bubble is none.
      const body = {
        ...next.settings,
        greetingBubbles: next.settings.greetingBubbles.filter((b) => b.text.trim() !== ""),
      };
      const hours = { zone: next.zone, week: toWeek(next.week) };
      if (!same([next.zone, next.week], [saved.zone, saved.week])) {
        await unwrap(api.PUT("/accounts/{account}/hours", { params, body: hours }));
      }
      if (!same(next.settings, saved.settings)) {
        await unwrap(api.PUT("/accounts/{account}/settings", { params, body }));
      }
    },
    onSuccess: (_nothing, next) => {
      setSaved(next);
      setServer({});
      setTried(false);
      notifications.show({ message: common("saved") });
    },
    onError: (error) => {
      const fields = fieldErrors(error, () => true);
      setServer(Object.keys(fields).length > 0 ? fields : { "": describeError(error) });
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: keys.settings(account) });
      await client.invalidateQueries({ queryKey: keys.hours(account) });
    },
  });

  return {
    values,
    faults,
    dirty: !same(values, saved),
    pending: save.isPending,
    /** The message for a field: ours once saving was tried, else the server's. */
    error: (path: string): string | undefined => (tried ? own[path] : undefined) ?? server[path],
    setSettings: (part: Partial<SettingsInput>) => {
      setServer({});
      setValues((v) => ({ ...v, settings: { ...v.settings, ...part } }));
    },
    setHours: (part: Partial<Pick<SettingsValues, "zone" | "week">>) => {
      setServer({});
      setValues((v) => ({ ...v, ...part }));
    },
    submit: () => {
      setTried(true);
      if (Object.keys(own).length > 0) return setServer({ "": t("checkFields") });
      if (faults.size > 0) return setServer({ "": t("checkHours") });
      save.mutate({
        ...values,
        week: toText(toWeek(values.week)),
      });
    },
  };
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;
