import type { Filter } from "@/api/types";

export const mainFilters = ["all", "unread", "unanswered", "manual"] as const satisfies readonly Filter[];
export const moreFilters = ["followup", "done", "spam"] as const satisfies readonly Filter[];

const every: readonly string[] = [...mainFilters, ...moreFilters];

export const isFilter = (value: unknown): value is Filter =>
  typeof value === "string" && every.includes(value);
