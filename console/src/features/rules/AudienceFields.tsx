import { Stack, TagsInput, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { contactWordsQuery } from "@/features/inbox/contactData";
import { maxTags } from "./ruleValues";
import { faultOf, type RuleFormState } from "./useRuleForm";

const lists = ["any", "all", "none"] as const;

/** The friends whom the rule answers, by their tags. */
export function AudienceFields({ account, form }: { account: string; form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const { data: words } = useQuery(contactWordsQuery(account));
  return (
    <Stack gap="sm">
      <Text size="xs" c="var(--oj-dim)">
        {t("audience.lead")} {t("audience.emptyHelp")}
      </Text>
      {lists.map((list) => (
        <TagsInput
          key={list}
          label={t(`audience.${list}`)}
          placeholder={form.values.audience[list].length === 0 ? t("audience.placeholder") : ""}
          data={words?.tags ?? []}
          maxTags={maxTags}
          acceptValueOnBlur
          value={form.values.audience[list]}
          onChange={(tags) => form.setFieldValue(`audience.${list}`, tags)}
          error={faultOf(form, `audience.${list}`)}
          data-testid={`rule-audience-${list}`}
        />
      ))}
    </Stack>
  );
}
