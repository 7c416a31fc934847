import { Popover, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Decision } from "./decision";
import { answeredWords, silentWords, whyNot } from "./decisionWords";
import classes from "./MessageList.module.css";

/** 判定: what the rules chose for this message, and why, on demand. */
export function DecisionButton({ decision }: { decision: Decision }) {
  const { t } = useTranslation("inbox");
  const { others, noMatch } = decision;
  return (
    <Popover width={300} position="top-start" withArrow shadow="md" trapFocus={false}>
      <Popover.Target>
        <button
          type="button"
          className={classes.why}
          data-testid="decision-open"
          aria-label={t("decision.open")}
        >
          {t("decision.title")}
        </button>
      </Popover.Target>
      <Popover.Dropdown data-testid="decision">
        <Text fw={600}>
          {decision.outcome === "answered" ? t("decision.answered") : t("decision.silent")}
        </Text>
        <Text size="sm" mt={2}>
          {decision.outcome === "answered" ? answeredWords(decision, t) : silentWords(decision, t)}
        </Text>
        {others.length > 0 && (
          <>
            <Text size="xs" c="var(--oj-dim)" mt="sm" mb={2}>
              {t("decision.others")}
            </Text>
            {others.slice(0, 8).map((other) => (
              <Text size="xs" key={other.ruleId}>
                {t("decision.other", { title: other.title, why: whyNot(other.why, t) })}
              </Text>
            ))}
            {others.length > 8 && <Text size="xs">{t("decision.more", { count: others.length - 8 })}</Text>}
          </>
        )}
        {noMatch > 0 && (
          <Text size="xs" c="var(--oj-dim)" mt={4}>
            {t("decision.noMatch", { count: noMatch })}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
