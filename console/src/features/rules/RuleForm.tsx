import { Button, Group, SegmentedControl, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import type { RuleInput } from "@/api/types";
import { useOwns, useShownAccount } from "@/app/account";
import { BubblesEditor } from "@/components/bubbles/BubblesEditor";
import { checkBubbles } from "@/components/bubbles/check/check";
import { LinePreview } from "@/components/bubbles/LinePreview";
import { useBubbleFaults } from "@/components/bubbles/useBubbleFaults";
import { describeError } from "@/components/describeError";
import { OwnerOnly } from "@/components/OwnerOnly";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { FormError } from "@/features/session/FormError";
import { KeywordsInput } from "./KeywordsInput";
import classes from "./RuleForm.module.css";
import { useSaveRule } from "./rules";
import {
  characters,
  maxKeyword,
  maxKeywords,
  maxTitle,
  type RuleValues,
  ruleOf,
  valuesOf,
} from "./ruleValues";

interface Props {
  account: string;
  /** The rule to change; none makes a new one. */
  id?: string;
  start: RuleInput;
}

export function RuleForm({ account, id, start }: Props) {
  const { t } = useTranslation("rules");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const accountName = useShownAccount()?.name ?? "";
  const save = useSaveRule(account, id);
  const owns = useOwns(account);
  const saved = useRef(false);
  const form = useForm<RuleValues>({
    initialValues: valuesOf(start, !id && start.title === ""),
    validate: {
      title: (title) =>
        characters(title.trim()) === 0 || characters(title.trim()) > maxTitle
          ? t("titleLength", { max: maxTitle, length: characters(title.trim()) })
          : null,
      keywords: (keywords, { kind }) => {
        if (kind === "uniform") return null;
        if (keywords.length === 0) return t("keywordsEmpty");
        const long = keywords.find((k) => characters(k) > maxKeyword);
        return long ? t("keywordLength", { max: maxKeyword, keyword: long.slice(0, 20) }) : null;
      },
      bubbles: (bubbles) => checkBubbles(bubbles).length > 0,
    },
  });
  const { values, errors } = form;
  const faults = useBubbleFaults(values.bubbles);

  const submit = (input: RuleValues) =>
    save.mutate(ruleOf(input), {
      onSuccess: () => {
        saved.current = true;
        notifications.show({ message: t("saved", { title: input.title.trim() }) });
        void navigate({ to: "/a/$account/rules", params: { account } });
      },
      onError: (error) => {
        const { "": whole, ...fields } = fieldErrors(error, (path) => /^(title|keywords|bubbles)/.test(path));
        form.setErrors(mergeKeywords(fields));
        form.setFieldError(
          "form",
          whole ?? (Object.keys(fields).length === 0 ? describeError(error) : undefined),
        );
      },
    });

  const footer = (
    <Group justify="flex-end">
      <FormError text={errors.form ? String(errors.form) : undefined} />
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/a/$account/rules" params={{ account }} {...props} />}
      >
        {common("cancel")}
      </Button>
      {owns && (
        <Button type="submit" form="rule" loading={save.isPending} data-testid="rule-save">
          {common("save")}
        </Button>
      )}
    </Group>
  );
  return (
    <Page title={id ? t("edit") : t("new")} wide footer={footer}>
      <UnsavedGuard dirty={() => form.isDirty() && !saved.current} />
      <form id="rule" onSubmit={form.onSubmit(submit)} noValidate className={classes.columns}>
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
          <Section title={t("section.when")}>
            <SegmentedControl
              data={[
                { value: "keyword", label: t("keyword") },
                { value: "uniform", label: t("uniform") },
              ]}
              aria-label={t("section.when")}
              data-testid="rule-kind"
              {...form.getInputProps("kind")}
            />
            {values.kind === "uniform" ? (
              <Text size="sm" c="var(--oj-dim)" mt="sm">
                {t("uniformHelp")}
              </Text>
            ) : (
              <KeywordsInput
                mt="sm"
                label={t("field.keywords")}
                description={t("field.keywordsHelp")}
                placeholder={values.keywords.length === 0 ? t("field.keywordsPlaceholder") : ""}
                maxTags={maxKeywords}
                data-testid="rule-keyword"
                {...form.getInputProps("keywords")}
                value={values.keywords}
              />
            )}
          </Section>
          <Section title={t("section.answer")} lead={t("section.answerLead")}>
            <BubblesEditor
              bubbles={values.bubbles}
              onChange={(bubbles) => {
                form.setFieldValue("bubbles", bubbles);
                form.clearErrors();
              }}
              errors={(path) =>
                (errors.bubbles ? faults[path] : undefined) ?? stringOf(errors[`bubbles.${path}`])
              }
              testId="rule-bubble"
            />
          </Section>
        </OwnerOnly>
        <div className={classes.preview}>
          <LinePreview account={accountName} bubbles={values.bubbles} />
        </div>
      </form>
    </Page>
  );
}

const stringOf = (value: React.ReactNode): string | undefined =>
  typeof value === "string" ? value : undefined;

/** The chips have one place for errors: those of single keywords are shown there. */
function mergeKeywords(fields: Record<string, string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [path, text] of Object.entries(fields)) {
    const key = path.startsWith("keywords") ? "keywords" : path;
    out[key] = out[key] ? `${out[key]} ${text}` : text;
  }
  return out;
}
