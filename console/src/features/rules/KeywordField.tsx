import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeywordsInput } from "./KeywordsInput";
import { regexText } from "./ruleCheck";
import { type MatchKind, matchKinds, maxKeywords } from "./ruleValues";
import { faultOf, type RuleFormState } from "./useRuleForm";

export function KeywordField({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const { keywords, match } = form.values;
  const regex = match === "regex";
  return (
    <>
      <KeywordsInput
        mt="md"
        label={t("field.keywords")}
        description={`${t(`match.short.${match}`)} ${t(regex ? "field.keywordsEnter" : "field.keywordsSplit")}`}
        placeholder={keywords.length === 0 ? t("field.keywordsPlaceholder") : ""}
        maxTags={maxKeywords}
        whole={regex}
        value={keywords}
        onChange={(next) => form.setFieldValue("keywords", next)}
        // A regular expression is looked at as soon as it stands there.
        error={faultOf(form, "keywords") ?? (regex ? regexText(keywords, t) : undefined)}
        data-testid="rule-keyword"
      />
      <SegmentedControl
        mt="xs"
        size="xs"
        aria-label={t("match.label")}
        data={matchKinds.map((kind) => ({ value: kind, label: t(`match.${kind}`) }))}
        value={match}
        onChange={(kind) => form.setFieldValue("match", kind as MatchKind)}
        data-testid="rule-match-short"
      />
    </>
  );
}
