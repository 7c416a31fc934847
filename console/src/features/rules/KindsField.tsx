import { Checkbox, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type MessageKind, messageKinds } from "./ruleValues";
import { faultOf, type RuleFormState } from "./useRuleForm";

export function KindsField({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  return (
    <Checkbox.Group<MessageKind>
      mt="md"
      label={t("field.kinds")}
      value={form.values.kinds}
      onChange={(kinds) => form.setFieldValue("kinds", kinds)}
      error={faultOf(form, "kinds")}
      data-testid="rule-kinds"
    >
      <Group gap="md" mt="xs">
        {messageKinds.map((kind) => (
          <Checkbox key={kind} value={kind} label={t(`kinds.${kind}`)} data-testid={`rule-kinds-${kind}`} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
