import { useQuery } from "@tanstack/react-query";
import type { Rule } from "@/api/types";
import { rulesQuery } from "@/features/rules/rules";
import type { SettingsForm } from "../useSettingsForm";

export interface Users {
  /** It is the account's 応答時間. */
  account: boolean;
  rules: Rule[];
}

/** Who keeps to the shown schedule. */
export function useUsers(account: string, form: SettingsForm): Users {
  const rules = useQuery(rulesQuery(account)).data ?? [];
  const { hours, hoursName = "" } = form.values.settings;
  const follows = ({ schedule }: Rule) =>
    form.shown === ""
      ? Boolean(schedule?.hours) && !schedule?.hoursName && hoursName === ""
      : schedule?.hoursName === form.shown;
  return {
    // Only the settings' word counts for a named one: it is that which keeps it from being deleted.
    account: hoursName === form.shown && (hours || hoursName !== ""),
    rules: rules.filter(follows),
  };
}
