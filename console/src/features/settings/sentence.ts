import type { Method, Settings, SettingsInput } from "@/api/types";
import { type Holidays, type HoursText, type State, stateAt } from "./hours/schedule";

export type When = "always" | "inside" | "outside";
export type SentenceKey = "chatOff" | `${When}.${"manual" | "both" | "auto"}`;

const names: Record<Method, "manual" | "both" | "auto"> = {
  manual: "manual",
  "manual+auto": "both",
  auto: "auto",
};

/** What happens now when a friend writes, by the settings as they are being chosen. */
export function sentenceOf(settings: SettingsInput, inside: boolean | undefined): SentenceKey {
  if (!settings.chat) return "chatOff";
  if (!settings.hours || inside === undefined) return `always.${names[settings.inside]}`;
  return inside ? `inside.${names[settings.inside]}` : `outside.${names[settings.outside]}`;
}

/**
 * What a member's answer does to the rules for that friend, and when that ends
 * (domain/reply.ManualUntil). Nothing where no rule would answer at any time.
 */
export function afterAnswer(
  settings: SettingsInput,
  inside: boolean | undefined,
): "time" | "closing" | "hand" | undefined {
  const methods = settings.hours ? [settings.inside, settings.outside] : [settings.inside];
  if (!settings.chat || methods.every((method) => method === "manual")) return undefined;
  if (settings.manualEnd === "hand") return "hand";
  if (settings.manualEnd === "closing" && settings.hours && inside) return "closing";
  return Number.isNaN(settings.manualMinutes) ? undefined : "time";
}

/** Inside or outside by the hours as they are being edited; what only the server knows, as it says. */
export function nowBy(
  hours: HoursText,
  holidays: Holidays,
  at: number,
  server: Settings["now"] | undefined,
): State | undefined {
  const state = stateAt(hours, holidays, at);
  if (state) return state;
  if (server?.reason === "inside_hours") return { inside: true };
  if (server?.reason === "outside_hours") return { inside: false };
  return undefined;
}
