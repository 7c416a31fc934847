import type { TFunction } from "i18next";
import type { Conversation } from "@/api/types";
import { clockTime, duration } from "@/components/formatTime";
import type { InboxT } from "./words";

type Manual = NonNullable<Conversation["manual"]>;

/** How long a manual window has left, in ms; 0 when there is none. */
export const manualLeft = (manual: Manual | undefined, now: number): number =>
  manual ? Math.max(0, Date.parse(manual.until) - now) : 0;

interface Words {
  language: string;
  t: InboxT;
  common: TFunction;
}

/** "19:00", with the day when that is not today. */
export function endTime(manual: Manual, now: number, { language }: Words): string {
  const time = clockTime(manual.until, language);
  const end = new Date(manual.until);
  if (end.toDateString() === new Date(now).toDateString()) return time;
  const date = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    month: "numeric",
    day: "numeric",
  }).format(end);
  return `${date} ${time}`;
}

/**
 * When a window ends, as short as a row of the list allows: at closing time by
 * the clock, else by the time that is left.
 */
export function endWords(manual: Manual, now: number, closing: boolean, words: Words): string {
  const { t, common } = words;
  if (manual.byHand) return t("manual.byHand");
  if (closing) return t("manual.until", { time: endTime(manual, now, words) });
  const left = manualLeft(manual, now);
  return left < 60_000 ? t("manual.soon") : t("manual.left", { left: duration(left, common) });
}
