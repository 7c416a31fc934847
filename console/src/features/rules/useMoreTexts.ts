import { useTranslation } from "react-i18next";
import type { MorePart } from "./MoreSection";
import type { RuleValues } from "./ruleValues";
import { audienceText, scheduleText, spanText } from "./summary";

interface Says {
  text: string;
  /** Whether somebody chose it. */
  set: boolean;
}

/** How each of the conditions stands, in a few words. */
export function useMoreTexts(v: RuleValues): Record<MorePart, Says> {
  const { t, i18n } = useTranslation("rules");
  const says = (text: string | undefined, otherwise: string): Says => ({
    text: text ?? otherwise,
    set: text !== undefined,
  });
  const kind = t(`match.${v.match}`);
  const match = v.keep.length > 0 ? t("more.kept", { kind, count: v.keep.length }) : kind;
  const words = v.forbidden.slice(0, 3).join(t("summary.comma"));
  const rest = v.forbidden.length - 3;
  const forbidden = rest > 0 ? t("more.wordsMore", { words, count: rest }) : words;
  const every = v.cooldownMinutes > 0 ? spanText(v.cooldownMinutes, t) : undefined;
  return {
    match: { text: match, set: v.match !== "exact" || v.keep.length > 0 },
    forbidden: says(forbidden || undefined, t("more.forbiddenNone")),
    schedule: says(scheduleText(v.schedule, t, i18n.language), t("more.scheduleNone")),
    audience: says(audienceText(v.audience, t), t("more.audienceNone")),
    cooldown: says(every && t("more.cooldownEach", { time: every }), t("more.cooldownNone")),
    final: says(v.final ? t("more.finalOn") : undefined, t("more.finalOff")),
    folder: says(v.folder.trim() || undefined, t("more.folderNone")),
  };
}
