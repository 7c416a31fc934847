import { Loader, NativeSelect, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/problem";
import { Section } from "@/components/Section";
import classes from "./RuleForm.module.css";
import type { RuleValues } from "./ruleValues";
import { type Answer, newRule, type TriedKind, triedKinds, triedRule, tryQuery, verdictOf } from "./tryRule";

interface Props {
  account: string;
  id?: string;
  values: RuleValues;
}

const waitMs = 300;

/** A message, and whether the rule as it is edited would answer it. */
export function TryIt({ account, id, values }: Props) {
  const { t } = useTranslation("rules");
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<TriedKind>();
  const kinds = triedKinds(values);
  const kind = chosen && kinds.includes(chosen) ? chosen : (kinds[0] ?? "text");
  const written = kind === "text" || kind === "postback";
  const [message] = useDebouncedValue(
    JSON.stringify({
      kind,
      text: kind === "text" ? text : undefined,
      data: kind === "postback" ? text : undefined,
    }),
    waitMs,
  );
  const [rule] = useDebouncedValue(JSON.stringify(triedRule(values)), waitMs);
  const ready = !written || text.trim() !== "";
  const query = useQuery({
    ...tryQuery(account, id, JSON.parse(rule), JSON.parse(message)),
    enabled: ready && hasContent(message),
  });
  return (
    <Section title={t("section.try")}>
      {kinds.length > 1 && (
        <NativeSelect
          mb="xs"
          label={t("try.kind")}
          value={kind}
          onChange={(event) => setChosen(event.currentTarget.value as TriedKind)}
          data={kinds.map((value) => ({ value, label: t(`try.kinds.${value}`) }))}
          data-testid="rule-try-kind"
        />
      )}
      {written && (
        <TextInput
          label={kind === "text" ? t("try.text") : t("try.data")}
          placeholder={kind === "text" ? t("try.placeholder") : t("field.postbackPlaceholder")}
          value={text}
          maxLength={kind === "text" ? 5000 : 300}
          onChange={(event) => setText(event.currentTarget.value)}
          // The form around it is not sent by this field.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          rightSection={query.isFetching && <Loader size={14} />}
          data-testid="rule-try-text"
        />
      )}
      <div role="status" className={classes.verdict} data-testid="rule-try-answer">
        {ready ? (
          <Verdict answer={query.data} error={query.error} id={id ?? newRule} />
        ) : (
          <Text size="xs" c="var(--oj-dim)">
            {t("try.empty")}
          </Text>
        )}
      </div>
    </Section>
  );
}

/** False while what is written has not come through yet. */
function hasContent(message: string): boolean {
  const { kind, text, data } = JSON.parse(message) as { kind: TriedKind; text?: string; data?: string };
  return (kind !== "text" && kind !== "postback") || Boolean((text ?? data)?.trim());
}

interface VerdictProps {
  answer?: Answer;
  error: Error | null;
  id: string;
}

function Verdict({ answer, error, id }: VerdictProps) {
  const { t } = useTranslation("rules");
  if (error) {
    const invalid = error instanceof ApiError && error.status === 422;
    return (
      <Text size="sm" c="var(--oj-dim)">
        {t(invalid ? "try.invalid" : "try.failed")}
      </Text>
    );
  }
  if (!answer) return null;
  const { yes, lines } = verdictOf(answer, id, t);
  return (
    <div data-yes={yes || undefined} className={classes.said}>
      {yes ? <IconCircleCheck size={18} aria-hidden /> : <IconCircleX size={18} aria-hidden />}
      <div>
        {lines.map((line) => (
          <Text key={line} size="sm" fw={line === lines[0] ? 600 : undefined}>
            {line}
          </Text>
        ))}
        <Text size="xs" c="var(--oj-dim)">
          {t("try.who")}
        </Text>
      </div>
    </div>
  );
}
