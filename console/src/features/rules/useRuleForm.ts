import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { RuleInput } from "@/api/types";
import { checkRule } from "./ruleCheck";
import { type RuleValues, valuesOf } from "./ruleValues";

export function useRuleForm(start: RuleInput, fresh: boolean) {
  const { t } = useTranslation("rules");
  return useForm<RuleValues>({
    initialValues: valuesOf(start, fresh),
    validate: (values) => checkRule(values, t),
  });
}

export type RuleFormState = ReturnType<typeof useRuleForm>;

/** The text of the fault of a field. */
export function faultOf(form: RuleFormState, path: string): string | undefined {
  const fault = form.errors[path];
  return typeof fault === "string" ? fault : undefined;
}
