import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";

export const settingsQuery = (account: string) =>
  queryOptions({
    queryKey: keys.settings(account),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/accounts/{account}/settings", { params: { path: { account } }, signal })),
    // Opening and closing time change it without a hint.
    refetchInterval: 60_000,
  });

/** All schedules of the account, the one without a name first. */
export const schedulesQuery = (account: string) =>
  queryOptions({
    queryKey: keys.schedules(account),
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/accounts/{account}/schedules", { params: { path: { account } }, signal })))
        .items,
  });

/** What applies on each of the next days, by a schedule as it is saved. */
export const calendarQuery = (account: string, name = "") =>
  queryOptions({
    queryKey: [...keys.calendar(account), name],
    queryFn: async ({ signal }) => {
      const params = { path: { account }, query: { days: 92, name: name || undefined } };
      return (await unwrap(api.GET("/accounts/{account}/hours/calendar", { params, signal }))).items;
    },
    // Its first day is today, which changes without a hint.
    refetchInterval: 5 * 60_000,
  });
