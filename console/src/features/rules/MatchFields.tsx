import { Radio, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Folding, foldings, type MatchKind, matchKinds } from "./ruleValues";
import { faultOf, type RuleFormState } from "./useRuleForm";

const names = {
  width: "keepWidth",
  case: "keepCase",
  kana: "keepKana",
  long: "keepLong",
  small: "keepSmall",
  edges: "keepEdges",
} as const satisfies Record<Folding, string>;

/** How keywords are compared, with an example of each way. */
export function MatchFields({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const { match, keep } = form.values;
  const toggle = (folding: Folding, kept: boolean) =>
    form.setFieldValue("keep", kept ? [...keep, folding] : keep.filter((other) => other !== folding));
  return (
    <>
      <Radio.Group
        label={t("match.label")}
        value={match}
        onChange={(kind) => form.setFieldValue("match", kind as MatchKind)}
        error={faultOf(form, "match")}
        data-testid="rule-match"
      >
        <Stack gap="xs" mt="xs">
          {matchKinds.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`match.${kind}`)}
              description={t(`match.${kind}Help`)}
              data-testid={`rule-match-${kind}`}
            />
          ))}
        </Stack>
      </Radio.Group>
      <fieldset style={{ all: "unset", display: "block", marginTop: "1.25rem" }}>
        <legend style={{ padding: 0, fontWeight: 600 }}>{t("match.keep")}</legend>
        <Text size="xs" c="var(--oj-dim)" mb="xs">
          {t("match.keepHelp")}
        </Text>
        <Stack gap="xs">
          {foldings.map((folding) => (
            <Switch
              key={folding}
              size="sm"
              checked={keep.includes(folding)}
              onChange={(event) => toggle(folding, event.currentTarget.checked)}
              label={t(`match.${names[folding]}`)}
              description={t(`match.${names[folding]}Help`)}
              data-testid={`rule-keep-${folding}`}
            />
          ))}
        </Stack>
      </fieldset>
    </>
  );
}
