import { Button, Menu, Radio, Switch } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import { KeywordField } from "./KeywordField";
import { KindsField } from "./KindsField";
import { PostbacksField } from "./PostbacksField";
import classes from "./RuleForm.module.css";
import { type RuleKind, triggers } from "./ruleValues";
import type { RuleFormState } from "./useRuleForm";

const kinds = ["keyword", "uniform", "kind", "postback"] as const satisfies readonly RuleKind[];
const fields = { keyword: KeywordField, kind: KindsField, postback: PostbacksField };

/** What makes the rule answer: one thing, and others on demand. */
export function TriggerSection({ form }: { form: RuleFormState }) {
  const { t } = useTranslation("rules");
  const chosen = form.values.triggers;
  const others = triggers.filter((trigger) => !chosen.includes(trigger));
  const choose = (kind: string) =>
    form.setFieldValue(
      "triggers",
      triggers.filter((trigger) => trigger === kind),
    );
  return (
    <Section title={t("section.when")}>
      <Radio.Group
        value={chosen[0] ?? "uniform"}
        onChange={choose}
        aria-label={t("section.when")}
        data-testid="rule-kind"
      >
        <div className={classes.kinds}>
          {kinds.map((kind) => (
            <div
              key={kind}
              className={classes.kind}
              data-checked={(chosen[0] ?? "uniform") === kind || undefined}
            >
              <Radio
                value={kind}
                label={t(`kindName.${kind}`)}
                description={t(`kindHelp.${kind}`)}
                data-testid={`rule-kind-${kind}`}
              />
            </div>
          ))}
        </div>
      </Radio.Group>
      {chosen.length === 0 && (
        <Switch
          mt="md"
          label={t("field.anyKind")}
          description={t("field.anyKindHelp")}
          data-testid="rule-any-kind"
          {...form.getInputProps("anyKind", { type: "checkbox" })}
        />
      )}
      {chosen.map((trigger, i) => {
        const Field = fields[trigger];
        return (
          <div key={trigger} className={i > 0 ? classes.another : undefined}>
            <Field form={form} />
            {i > 0 && (
              <Button
                mt="xs"
                size="compact-xs"
                variant="subtle"
                color="gray"
                leftSection={<IconX size={13} />}
                onClick={() =>
                  form.setFieldValue(
                    "triggers",
                    chosen.filter((other) => other !== trigger),
                  )
                }
              >
                {t("field.removeTrigger", { kind: t(`kindName.${trigger}`) })}
              </Button>
            )}
          </div>
        );
      })}
      {chosen.length > 0 && others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              mt="sm"
              size="compact-sm"
              variant="subtle"
              leftSection={<IconPlus size={14} />}
              data-testid="rule-trigger-add"
            >
              {t("field.addTrigger")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((trigger) => (
              <Menu.Item
                key={trigger}
                onClick={() => form.setFieldValue("triggers", [...chosen, trigger])}
                data-testid={`rule-trigger-${trigger}`}
              >
                {t(`kindHelp.${trigger}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Section>
  );
}
