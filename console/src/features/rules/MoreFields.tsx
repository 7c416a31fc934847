import { Autocomplete, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { KeywordsInput } from "./KeywordsInput";
import { foldersOf } from "./listModel";
import { rulesQuery } from "./rules";
import { maxForbidden } from "./ruleValues";
import { faultOf, type RuleFormState } from "./useRuleForm";

export function ForbiddenField({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const { forbidden } = form.values;
  return (
    <KeywordsInput
      label={t("more.forbidden")}
      description={t("more.forbiddenHelp")}
      placeholder={forbidden.length === 0 ? t("more.forbiddenPlaceholder") : ""}
      maxTags={maxForbidden}
      value={forbidden}
      onChange={(words) => form.setFieldValue("forbidden", words)}
      error={faultOf(form, "forbidden")}
      data-testid="rule-forbidden"
    />
  );
}

export function FinalField({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  return (
    <Switch
      label={t("final.label")}
      description={t("final.help")}
      data-testid="rule-final"
      {...form.getInputProps("final", { type: "checkbox" })}
    />
  );
}

export function FolderField({ account, form }: { account: string; form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const { data: folders = [] } = useQuery({ ...rulesQuery(account), select: foldersOf });
  return (
    <Autocomplete
      label={t("folder.label")}
      description={t("folder.help")}
      placeholder={t("folder.placeholder")}
      data={folders}
      data-testid="rule-folder"
      {...form.getInputProps("folder")}
    />
  );
}
