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

export const hoursQuery = (account: string) =>
  queryOptions({
    queryKey: keys.hours(account),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/accounts/{account}/hours", { params: { path: { account } }, signal })),
  });

/** What applies on each of the next days, by the hours as they are saved. */
export const calendarQuery = (account: string) =>
  queryOptions({
    queryKey: keys.calendar(account),
    queryFn: async ({ signal }) => {
      const params = { path: { account }, query: { days: 92 } };
      return (await unwrap(api.GET("/accounts/{account}/hours/calendar", { params, signal }))).items;
    },
    // Its first day is today, which changes without a hint.
    refetchInterval: 5 * 60_000,
  });
