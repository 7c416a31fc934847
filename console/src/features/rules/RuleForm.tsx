import { Button, Group, Switch, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rule, RuleInput } from "@/api/types";
import { useOwns, useShownAccount } from "@/app/account";
import { BubblesEditor } from "@/components/bubbles/BubblesEditor";
import { LinePreview } from "@/components/bubbles/LinePreview";
import { useBubbleFaults } from "@/components/bubbles/useBubbleFaults";
import { OwnerOnly } from "@/components/OwnerOnly";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { ReplayButton } from "@/features/rehearse/ReplayButton";
import { FormError } from "@/features/session/FormError";
import { ConflictNote } from "./ConflictNote";
import { MoreSection, moreParts } from "./MoreSection";
import classes from "./RuleForm.module.css";
import { RuleSummary } from "./RuleSummary";
import { ruleOf } from "./ruleValues";
import { TriggerSection } from "./TriggerSection";
import { TryIt } from "./TryIt";
import { useOpeningSample } from "./useOpeningSample";
import { useRuleEditor } from "./useRuleEditor";
import { faultOf } from "./useRuleForm";

interface Props {
  account: string;
  /** The rule to change as the server has it now; none makes a new one. */
  rule?: Rule;
  start: RuleInput;
  /** Nobody has said yet what it answers. */
  fresh?: boolean;
}

export function RuleForm({ account, rule, start, fresh }: Props) {
  const { t } = useTranslation("rules");
  const { t: common } = useTranslation();
  const accountName = useShownAccount()?.name ?? "";
  const owns = useOwns(account);
  const [open, setOpen] = useState<string[]>([]);
  const editor = useRuleEditor({
    account,
    rule,
    start,
    fresh,
    onFaults: (parts) => setOpen((now) => [...now, ...parts]),
  });
  const { form, conflict } = editor;
  const { values } = form;
  const faults = useBubbleFaults(values.bubbles);
  const sample = useOpeningSample(account);
  const faulty = Object.keys(form.errors).some((path) => path !== "form");

  const footer = (
    <Group justify="flex-end">
      <FormError text={faultOf(form, "form") ?? (faulty ? t("checkFields") : undefined)} />
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/a/$account/rules" params={{ account }} {...props} />}
      >
        {common("cancel")}
      </Button>
      {owns && (
        <Button type="submit" form="rule" loading={editor.saving} disabled={conflict} data-testid="rule-save">
          {common("save")}
        </Button>
      )}
    </Group>
  );
  return (
    <Page title={rule ? t("edit") : t("new")} wide footer={footer}>
      <UnsavedGuard dirty={() => owns && form.isDirty() && !editor.saved.current} />
      {conflict && <ConflictNote onLoad={editor.load} onOverwrite={editor.overwrite} busy={editor.saving} />}
      <form id="rule" onSubmit={editor.submit} noValidate className={classes.columns}>
        <OwnerOnly owns={owns}>
          <Section title={t("section.rule")}>
            <TextInput
              label={t("field.title")}
              description={t("field.titleHelp")}
              data-testid="rule-title"
              {...form.getInputProps("title")}
            />
            <Switch
              mt="md"
              label={t("field.enabled")}
              data-testid="rule-enabled"
              {...form.getInputProps("enabled", { type: "checkbox" })}
            />
          </Section>
          <TriggerSection form={form} />
          <Section title={t("section.answer")} lead={t("section.answerLead")}>
            <BubblesEditor
              bubbles={values.bubbles}
              onChange={editor.setBubbles}
              errors={(path) =>
                (form.errors.bubbles ? faults[path] : undefined) ?? faultOf(form, `bubbles.${path}`)
              }
              testId="rule-bubble"
            />
          </Section>
          <MoreSection
            account={account}
            form={form}
            // What cannot be opened by who may not change it is open.
            open={owns ? open : [...moreParts]}
            onOpen={setOpen}
          />
        </OwnerOnly>
        <div className={classes.preview}>
          <RuleSummary values={values} />
          <LinePreview account={accountName} bubbles={values.bubbles} sample={sample} />
          <TryIt account={account} id={rule?.id} values={values} />
          <ReplayButton account={account} edited={{ rule: { id: rule?.id, ...ruleOf(values) } }} />
        </div>
      </form>
    </Page>
  );
}
