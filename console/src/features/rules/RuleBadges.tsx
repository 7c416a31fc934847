import { Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import classes from "./RulesList.module.css";
import { triggersOf, valuesOf } from "./ruleValues";
import { audienceText, kindsText, scheduleText, spanText } from "./summary";

const shownWords = 5;

/** What the rule answers, and on what conditions. */
export function RuleBadges({ rule }: { rule: Rule }) {
  const { t } = useTranslation("rules");
  const triggers = triggersOf(rule);
  const words = [...rule.keywords, ...(rule.postbacks ?? []).map(({ data }) => data)];
  const rest = words.length - shownWords;
  const conditions = useConditions(rule);
  return (
    <span className={classes.keywords}>
      {triggers.length === 0 && <Kind text={t("kindName.uniform")} />}
      {triggers.includes("kind") && <Kind text={kindsText(rule.kinds ?? [], t)} />}
      {triggers.includes("postback") && <Kind text={t("kindName.postback")} />}
      {words.slice(0, shownWords).map((word) => (
        <Badge key={word} variant="default" tt="none" size="sm" fw={500}>
          {word}
        </Badge>
      ))}
      {rest > 0 && (
        <Text span size="xs" c="var(--oj-dim)">
          {t("moreKeywords", { count: rest })}
        </Text>
      )}
      {conditions.map(([name, text]) => (
        <span key={name} className={classes.condition} data-testid={`rule-badge-${name}`}>
          {text}
        </span>
      ))}
    </span>
  );
}

const Kind = ({ text }: { text: string }) => (
  <Badge variant="light" color="blue" tt="none" size="sm">
    {text}
  </Badge>
);

/** What is not as it is without saying anything. */
function useConditions(rule: Rule): [name: string, text: string][] {
  const { t, i18n } = useTranslation("rules");
  const { match, keywords, schedule, audience, cooldownMinutes, final, forbidden, anyKind } = valuesOf(
    rule,
    false,
  );
  const when = scheduleText(schedule, t, i18n.language);
  const who = audienceText(audience, t);
  const all: [string, string | false | undefined][] = [
    ["match", keywords.length > 0 && match !== "exact" && t(`match.${match}`)],
    ["any-kind", anyKind && t("badge.anyKind")],
    ["forbidden", forbidden.length > 0 && t("badge.forbidden")],
    ["schedule", when && t("badge.schedule", { text: when })],
    ["audience", who && t("badge.audience", { text: who })],
    ["cooldown", cooldownMinutes > 0 && t("badge.cooldown", { time: spanText(cooldownMinutes, t) })],
    ["final", final && t("badge.final")],
  ];
  return all.filter((pair): pair is [string, string] => Boolean(pair[1]));
}
