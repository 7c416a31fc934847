import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldErrors } from "@/api/problem";
import type { Bubble, NamedHours, SettingsInput } from "@/api/types";
import { kindsOf } from "@/components/bubbles/types";
import { describeError } from "@/components/describeError";
import { hoursToApi } from "./hours/schedule";
import { changedSchedules, same } from "./schedules";
import { schedulesQuery, settingsQuery } from "./settings";
import type { SettingsValues } from "./useSettingsForm";

interface Outcome {
  onSaved: (next: SettingsValues) => void;
  /** schedule is the one that the server refused, if it was one. */
  onFields: (errors: Record<string, string>, schedule?: string) => void;
}

/** Saves what differs from what is saved. */
export function useSaveSettings(account: string, saved: SettingsValues, outcome: Outcome) {
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const path = { account };

  const saveSchedule = async (name: string, { schedules }: SettingsValues) => {
    const hours = schedules[name];
    if (!hours) return;
    const params = { path, query: { name: name || undefined } };
    try {
      const now = await unwrap(api.PUT("/accounts/{account}/hours", { params, body: hoursToApi(hours) }));
      // To the cache at once: a page that is not dirty any more shows what it finds there.
      client.setQueryData(schedulesQuery(account).queryKey, (all: NamedHours[] | undefined) =>
        all?.map((one) => (one.name === name ? { name, ...now } : one)),
      );
    } catch (error) {
      throw new Refused(name, error);
    }
  };

  return useMutation({
    mutationFn: async (next: SettingsValues) => {
      for (const name of changedSchedules(next.schedules, saved.schedules)) await saveSchedule(name, next);
      if (same(next.settings, saved.settings)) return;
      const body = withoutEmpty(next.settings);
      const now = await unwrap(api.PUT("/accounts/{account}/settings", { params: { path }, body }));
      client.setQueryData(settingsQuery(account).queryKey, now);
    },
    onSuccess: (_nothing, next) => {
      outcome.onSaved(next);
      notifications.show({ message: common("saved") });
    },
    onError: (failure) => {
      const [error, schedule] =
        failure instanceof Refused ? [failure.cause as Error, failure.schedule] : [failure, undefined];
      const fields = fieldErrors(error, () => true);
      outcome.onFields(Object.keys(fields).length > 0 ? fields : { "": describeError(error) }, schedule);
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: keys.settings(account) });
      await client.invalidateQueries({ queryKey: keys.hours(account) });
    },
  });
}

/** Says which schedule could not be saved. */
class Refused extends Error {
  constructor(
    readonly schedule: string,
    cause: unknown,
  ) {
    super("", { cause });
  }
}

const written = (bubbles: Bubble[]): Bubble[] =>
  bubbles.filter((b) => kindsOf(b).some((kind) => kind !== "text" || b.text?.trim()));

/** A greeting that is off may be empty; an empty bubble is none. */
const withoutEmpty = (settings: SettingsInput): SettingsInput => ({
  ...settings,
  greetingBubbles: written(settings.greetingBubbles),
  greetingBackBubbles: written(settings.greetingBackBubbles ?? []),
});
