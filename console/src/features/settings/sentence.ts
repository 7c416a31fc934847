import type { Hours, Method, SettingsInput } from "@/api/types";
import { isInside } from "./hours";

export type When = "always" | "inside" | "outside";
export type SentenceKey = "chatOff" | `${When}.${"manual" | "both" | "auto"}`;

const names: Record<Method, "manual" | "both" | "auto"> = {
  manual: "manual",
  "manual+auto": "both",
  auto: "auto",
};

/** What happens now when a friend writes, by the settings as they are being chosen. */
export function sentenceOf(settings: SettingsInput, hours: Hours, at: number): SentenceKey {
  if (!settings.chat) return "chatOff";
  const inside = settings.hours ? isInside(hours, at) : undefined;
  if (inside === undefined) return `always.${names[settings.inside]}`;
  return inside ? `inside.${names[settings.inside]}` : `outside.${names[settings.outside]}`;
}
