import type { Filter } from "./types";

// Query keys start with the account, so that a hint or a reconnect can name
// everything of one account at once.
export const keys = {
  session: ["session"] as const,
  setup: ["setup"] as const,
  members: ["members"] as const,
  accounts: ["accounts"] as const,
  all: (account: string) => ["account", account] as const,
  account: (account: string) => ["account", account, "account"] as const,
  status: (account: string) => ["account", account, "status"] as const,
  lists: (account: string) => ["account", account, "list"] as const,
  list: (account: string, filter: Filter, search: string) =>
    ["account", account, "list", filter, search] as const,
  /** Below the lists, as hints renew both. */
  board: (account: string) => ["account", account, "list", "board"] as const,
  conversation: (account: string, id: string) => ["account", account, "conversation", id] as const,
  /** Below the conversation, so that its hints reach it. */
  contact: (account: string, id: string) => ["account", account, "conversation", id, "contact"] as const,
  contactWords: (account: string) => ["account", account, "contactWords"] as const,
  messages: (account: string, id: string) => ["account", account, "messages", id] as const,
  rules: (account: string) => ["account", account, "rules"] as const,
  settings: (account: string) => ["account", account, "settings"] as const,
  hours: (account: string) => ["account", account, "hours"] as const,
  schedules: (account: string) => ["account", account, "hours", "schedules"] as const,
  /** Below the hours, so that what makes these stale does the same to the calendar. */
  calendar: (account: string) => ["account", account, "hours", "calendar"] as const,
};
