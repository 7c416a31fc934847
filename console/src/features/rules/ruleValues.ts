// A rule while it is edited: what stands in the fields, and how it becomes
// what the API takes.
import type { Bubble, Day, Rule, RuleInput } from "@/api/types";
import { parseClock, type SlotText, slotsFromApi, slotsToApi } from "@/features/settings/hours/slots";
import { days as weekdays } from "@/features/settings/hours/week";

// The server's limits (internal/domain/rule.go).
export const maxTitle = 50;
export const maxKeywords = 100;
export const maxKeyword = 100;
export const maxForbidden = 50;
export const maxPostbacks = 50;
export const maxPostback = 300;
export const maxFolder = 50;
export const maxTags = 50;
export const maxTimes = 20;
export const maxCooldown = 30 * 24 * 60;

export type MatchKind = NonNullable<RuleInput["match"]>;
export type Folding = NonNullable<RuleInput["keep"]>[number];
export type MessageKind = NonNullable<RuleInput["kinds"]>[number];
export type Postback = NonNullable<RuleInput["postbacks"]>[number];

export const matchKinds = ["exact", "prefix", "contains", "regex"] as const satisfies readonly MatchKind[];
export const foldings = ["width", "case", "kana", "long", "small", "edges"] as const satisfies Folding[];
export const messageKinds = [
  "sticker",
  "image",
  "video",
  "audio",
  "file",
  "location",
] as const satisfies MessageKind[];

/** What makes a rule answer. None makes it a uniform reply. */
export const triggers = ["keyword", "kind", "postback"] as const;
export type Trigger = (typeof triggers)[number];
export type RuleKind = Trigger | "uniform";

export interface ScheduleValues {
  from: string;
  until: string;
  days: Day[];
  times: SlotText[];
  zone: string;
  hours: "" | "inside" | "outside";
  hoursName: string;
}

export interface AudienceValues {
  any: string[];
  all: string[];
  none: string[];
}

export interface RuleValues {
  title: string;
  enabled: boolean;
  /** Lists of triggers that are not here are not saved: they wait for a change of mind. */
  triggers: Trigger[];
  keywords: string[];
  match: MatchKind;
  keep: Folding[];
  forbidden: string[];
  kinds: MessageKind[];
  postbacks: Postback[];
  anyKind: boolean;
  schedule: ScheduleValues;
  audience: AudienceValues;
  cooldownMinutes: number;
  final: boolean;
  folder: string;
  bubbles: Bubble[];
}

export const defaultZone = "Asia/Tokyo";

/** What a rule answers to, in the order of an editor; the first one names its kind. */
export function triggersOf(rule: Pick<Rule, "keywords" | "kinds" | "postbacks">): Trigger[] {
  const has = { keyword: rule.keywords, kind: rule.kinds, postback: rule.postbacks };
  return triggers.filter((trigger) => has[trigger]?.length);
}

export const kindOf = (rule: Pick<Rule, "keywords" | "kinds" | "postbacks">): RuleKind =>
  triggersOf(rule)[0] ?? "uniform";

/** A rule to write; a fresh one begins with keywords. */
export function valuesOf(rule: RuleInput, fresh: boolean): RuleValues {
  const found = triggersOf(rule);
  const { schedule: s, audience: a } = rule;
  return {
    title: rule.title,
    enabled: rule.enabled,
    triggers: found.length === 0 && fresh ? ["keyword"] : found,
    keywords: rule.keywords,
    match: rule.match || "exact",
    keep: rule.keep ?? [],
    forbidden: rule.forbidden ?? [],
    kinds: rule.kinds ?? [],
    postbacks: rule.postbacks ?? [],
    anyKind: rule.anyKind ?? false,
    schedule: {
      from: s?.from ?? "",
      until: s?.until ?? "",
      days: s?.days ?? [],
      times: slotsFromApi(s?.times),
      zone: s?.zone || defaultZone,
      hours: s?.hours ?? "",
      hoursName: s?.hoursName ?? "",
    },
    audience: { any: a?.any ?? [], all: a?.all ?? [], none: a?.none ?? [] },
    cooldownMinutes: rule.cooldownMinutes ?? 0,
    final: rule.final ?? false,
    folder: rule.folder ?? "",
    bubbles: rule.bubbles,
  };
}

/** Whether it answers texts, so that words can be compared with them. */
export const readsText = ({ triggers }: Pick<RuleValues, "triggers">): boolean =>
  triggers.length === 0 || triggers.includes("keyword");

/** What the API takes; what is not said is left out. */
export function ruleOf(v: RuleValues): RuleInput {
  const on = (trigger: Trigger) => v.triggers.includes(trigger);
  const ofText = readsText(v);
  const tidy = (words: string[]) => words.map((word) => word.trim()).filter(Boolean);
  const keywords = v.match === "regex" ? v.keywords.filter(Boolean) : tidy(v.keywords);
  return {
    title: v.title.trim(),
    enabled: v.enabled,
    keywords: on("keyword") ? keywords : [],
    match: on("keyword") && v.match !== "exact" ? v.match : undefined,
    keep: ofText ? some(foldings.filter((folding) => v.keep.includes(folding))) : undefined,
    forbidden: ofText ? some(tidy(v.forbidden)) : undefined,
    kinds: on("kind") ? some(messageKinds.filter((kind) => v.kinds.includes(kind))) : undefined,
    postbacks: on("postback") ? some(v.postbacks.filter(({ data }) => data)) : undefined,
    anyKind: (v.triggers.length === 0 && v.anyKind) || undefined,
    schedule: scheduleOf(v.schedule),
    audience: audienceOf(v.audience),
    cooldownMinutes: v.cooldownMinutes || undefined,
    final: v.final || undefined,
    folder: v.folder.trim() || undefined,
    bubbles: v.bubbles,
  };
}

function scheduleOf(s: ScheduleValues): RuleInput["schedule"] {
  const days = weekdays.filter((day) => s.days.includes(day));
  // All seven days say the same as none.
  const out = {
    from: s.from || undefined,
    until: s.until || undefined,
    days: days.length < weekdays.length ? some(days) : undefined,
    times: some(slotsToApi(s.times)),
    hours: s.hours || undefined,
    hoursName: (s.hours && s.hoursName) || undefined,
  };
  if (Object.values(out).every((value) => value === undefined)) return undefined;
  return { ...out, zone: s.zone === defaultZone ? undefined : s.zone };
}

function audienceOf({ any, all, none }: AudienceValues): RuleInput["audience"] {
  if (any.length + all.length + none.length === 0) return undefined;
  return { any: some(any), all: some(all), none: some(none) };
}

const some = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

export const characters = (text: string): number => [...text].length;

/** Whether times can be read; the server says what else is wrong with them. */
export const timesFault = (times: readonly SlotText[]): number =>
  times.findIndex(({ start, end }) => parseClock(start) === undefined || parseClock(end) === undefined);
