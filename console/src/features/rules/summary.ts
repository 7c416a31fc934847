// When a rule answers, in one sentence that changes while one edits.
import type { TFunction } from "i18next";
import { readSlots } from "@/features/settings/hours/slots";
import { dateText } from "@/features/settings/hours/useWhen";
import { days as weekdays } from "@/features/settings/hours/week";
import {
  type AudienceValues,
  type MessageKind,
  messageKinds,
  type RuleValues,
  type ScheduleValues,
  triggers,
} from "./ruleValues";

type T = TFunction<"rules">;

export function summaryOf(v: RuleValues, t: T, language: string): string {
  const sentence = t("summary.sentence", {
    when: whenText(v.schedule, t, language),
    who: whoText(v.audience, t),
    what: whatText(v, t),
    often: v.cooldownMinutes > 0 ? t("summary.often", { time: spanText(v.cooldownMinutes, t) }) : "",
    answer: t("summary.answer", { count: v.bubbles.length }),
  });
  const rest = [!v.enabled && t("summary.off"), v.final && t("summary.final")].filter(Boolean);
  return [sentence, ...rest].join(language === "ja" ? "" : " ");
}

/** "1 hour", in the biggest unit that leaves nothing over. */
export function spanText(minutes: number, t: T): string {
  if (minutes % 1440 === 0) return t("span.days", { count: minutes / 1440 });
  if (minutes % 60 === 0) return t("span.hours", { count: minutes / 60 });
  return t("span.minutes", { count: minutes });
}

/** Days, times and hours as they stand in a list; undefined at all times. */
export function scheduleText(s: ScheduleValues, t: T, language: string): string | undefined {
  const parts = [datesText(s, t, language), daysText(s.days, t, language), timesText(s, t), hoursText(s, t)];
  return parts.filter(Boolean).join(" ") || undefined;
}

function whenText(s: ScheduleValues, t: T, language: string): string {
  const calendar = [datesText(s, t, language), daysText(s.days, t, language), timesText(s, t)]
    .filter(Boolean)
    .join(t("summary.of"));
  const hours = hoursText(s, t);
  if (calendar && hours) return t("summary.whenBoth", { calendar, hours });
  if (calendar) return t("summary.when", { calendar });
  return hours ? t("summary.whenHours", { hours }) : "";
}

function datesText({ from, until }: ScheduleValues, t: T, language: string): string {
  const date = (day: string) =>
    dateText(day, language, { year: "numeric", month: language === "ja" ? "long" : "short", day: "numeric" });
  if (from && until) return t("summary.fromUntil", { from: date(from), until: date(until) });
  if (from) return t("summary.from", { from: date(from) });
  return until ? t("summary.until", { until: date(until) }) : "";
}

/** Weekdays with their neighbours drawn together: Mon-Fri, or Mon, Wed. */
export function daysText(days: readonly string[], t: T, language: string): string {
  // 2024-01-01 was a Monday.
  const name = (i: number) => dateText(`2024-01-0${i + 1}`, language, { weekday: "short" });
  const runs: number[][] = [];
  for (const [i, day] of weekdays.entries()) {
    if (!days.includes(day)) continue;
    const last = runs.at(-1);
    if (last?.at(-1) === i - 1) last.push(i);
    else runs.push([i]);
  }
  if (runs[0]?.length === weekdays.length) return "";
  return runs
    .map((run) =>
      run.length > 2
        ? t("summary.range", { first: name(run[0] ?? 0), last: name(run.at(-1) ?? 0) })
        : run.map(name).join(t("summary.comma")),
    )
    .join(t("summary.comma"));
}

function timesText({ times, zone }: ScheduleValues, t: T): string {
  const read = times.filter((slot) => readSlots([slot]).length > 0);
  const text = read
    .map(({ start, end }) => t("summary.range", { first: start, last: end }))
    .join(t("summary.comma"));
  return text && zone !== "Asia/Tokyo" ? t("summary.zoned", { text, zone }) : text;
}

function hoursText({ hours, hoursName }: ScheduleValues, t: T): string {
  if (!hours) return "";
  return hoursName ? t(`summary.${hours}Named`, { name: hoursName }) : t(`summary.${hours}`);
}

/** The tags as they stand in a list; undefined for everybody. */
export function audienceText({ any, all, none }: AudienceValues, t: T): string | undefined {
  const tags = (list: string[]) => list.map((tag) => t("summary.quoted", { text: tag })).join("");
  const parts = [
    any.length > 0 && t(any.length > 1 ? "summary.any" : "summary.all", { tags: tags(any) }),
    all.length > 0 && t(all.length > 1 ? "summary.every" : "summary.all", { tags: tags(all) }),
    none.length > 0 && t("summary.none", { tags: tags(none) }),
  ];
  return parts.filter(Boolean).join(t("summary.and")) || undefined;
}

function whoText(audience: AudienceValues, t: T): string {
  const who = audienceText(audience, t);
  return who ? t("summary.who", { who }) : "";
}

function whatText(v: RuleValues, t: T): string {
  const except = v.forbidden.length > 0 ? t("summary.except", { words: wordsText(v.forbidden, t) }) : "";
  if (v.triggers.length === 0) {
    return t(v.anyKind ? "summary.uniformAny" : "summary.uniform", { except });
  }
  const texts = {
    keyword: () =>
      v.keywords.length === 0
        ? t("summary.noKeyword")
        : t(`summary.match.${v.match}`, { words: wordsText(v.keywords, t), except }),
    kind: () => t("summary.kind", { kinds: kindsText(v.kinds, t) }),
    postback: () => t("summary.postback"),
  };
  return triggers
    .filter((trigger) => v.triggers.includes(trigger))
    .map((trigger) => texts[trigger]())
    .join(t("summary.or"));
}

/** The first words, and how many more there are. */
function wordsText(words: readonly string[], t: T): string {
  const shown = words.slice(0, 2).map((word) => t("summary.quoted", { text: short(word) }));
  const rest = words.length - shown.length;
  if (rest > 0) return t("summary.wordsMore", { words: shown.join(""), count: rest });
  return shown.join(t("summary.orWord"));
}

export function kindsText(kinds: readonly MessageKind[], t: T): string {
  const names = messageKinds.filter((kind) => kinds.includes(kind)).map((kind) => t(`kinds.${kind}`));
  return names.length > 0 ? names.join(t("summary.comma")) : t("kinds.nothing");
}

const maxShown = 20;
const short = (word: string) =>
  [...word].length > maxShown ? `${[...word].slice(0, maxShown).join("")}…` : word;
