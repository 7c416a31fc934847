// What is wrong with the fields of a rule: what the browser sees at once, and
// where the server's faults belong.
import type { TFunction } from "i18next";
import { fieldErrors } from "@/api/problem";
import type { RuleInput } from "@/api/types";
import { checkBubbles } from "@/components/bubbles/check/check";
import { regexFault } from "./regex";
import {
  characters,
  maxCooldown,
  maxFolder,
  maxKeyword,
  maxTitle,
  type RuleValues,
  timesFault,
} from "./ruleValues";

type T = TFunction<"rules">;
export type Errors = Record<string, string>;

export function checkRule(v: RuleValues, t: T): Record<string, string | boolean> {
  const out: Record<string, string | boolean> = {};
  const length = characters(v.title.trim());
  if (length === 0 || length > maxTitle) out.title = t("titleLength", { max: maxTitle, length });
  if (v.triggers.includes("keyword")) {
    const fault = keywordsFault(v, t);
    if (fault) out.keywords = fault;
  }
  if (v.triggers.includes("kind") && v.kinds.length === 0) out.kinds = t("field.kindsEmpty");
  if (v.triggers.includes("postback") && v.postbacks.every(({ data }) => !data))
    out.postbacks = t("field.postbacksEmpty");
  if (timesFault(v.schedule.times) >= 0) out["schedule.times"] = t("schedule.timesFault");
  if (!(v.cooldownMinutes >= 0 && v.cooldownMinutes <= maxCooldown)) {
    out.cooldownMinutes = t("cooldown.fault");
  }
  if (characters(v.folder.trim()) > maxFolder) out.folder = t("folder.tooLong", { max: maxFolder });
  // The editor of the bubbles says what is wrong with each.
  if (checkBubbles(v.bubbles).length > 0) out.bubbles = true;
  return out;
}

function keywordsFault({ keywords, match }: RuleValues, t: T): string | undefined {
  if (keywords.length === 0) return t("keywordsEmpty");
  const long = keywords.find((keyword) => characters(keyword) > maxKeyword);
  if (long) return t("keywordLength", { max: maxKeyword, keyword: long.slice(0, 20) });
  return match === "regex" ? regexText(keywords, t) : undefined;
}

/** What is wrong with the first regular expression that has a fault. */
export function regexText(keywords: readonly string[], t: T): string | undefined {
  for (const keyword of keywords) {
    const fault = regexFault(keyword);
    if (fault) return t(`match.regexFault.${fault}`, { keyword });
  }
  return undefined;
}

const fields =
  /^(title|keywords|match|keep|forbidden|kinds|postbacks|schedule|audience|cooldownMinutes|folder|bubbles)\b/;

/**
 * The server's faults by the field that shows them; those of the whole under
 * "". Chips have one place for their faults, which names the chip.
 */
export function placeErrors(error: unknown, sent: RuleInput, t: T): Errors {
  const out: Errors = {};
  for (const [path, text] of Object.entries(fieldErrors(error, (p) => fields.test(p)))) {
    const [field, word] = fieldOf(path, sent);
    const line = word ? `${t("summary.quoted", { text: word })} ${text}` : text;
    out[field] = out[field] ? `${out[field]} ${line}` : line;
  }
  return out;
}

function fieldOf(path: string, sent: RuleInput): [field: string, word?: string] {
  const item = /^(.*)\.(\d+)(?:\.\w+)?$/.exec(path);
  const list = item?.[1];
  if (path.startsWith("keep")) return ["match"];
  if (!list || path.startsWith("bubbles")) return [path];
  const lists: Record<string, readonly string[] | undefined> = {
    keywords: sent.keywords,
    forbidden: sent.forbidden,
    "audience.any": sent.audience?.any,
    "audience.all": sent.audience?.all,
    "audience.none": sent.audience?.none,
    "schedule.times": sent.schedule?.times,
    postbacks: sent.postbacks?.map(({ data }) => data),
  };
  return [list, lists[list]?.[Number(item?.[2])]];
}

const parts: Record<string, string> = {
  match: "match",
  forbidden: "forbidden",
  schedule: "schedule",
  audience: "audience",
  cooldownMinutes: "cooldown",
  folder: "folder",
};

/** The parts of the conditions that have a fault, to be opened. */
export const faultyParts = (errors: object): string[] => [
  ...new Set(Object.keys(errors).flatMap((path) => parts[path.split(".")[0] ?? ""] ?? [])),
];
