import { Accordion } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import { AudienceFields } from "./AudienceFields";
import { CooldownField } from "./CooldownField";
import { MatchFields } from "./MatchFields";
import { FinalField, FolderField, ForbiddenField } from "./MoreFields";
import classes from "./RuleForm.module.css";
import { readsText } from "./ruleValues";
import { ScheduleFields } from "./ScheduleFields";
import { useMoreTexts } from "./useMoreTexts";
import type { RuleFormState } from "./useRuleForm";

export const moreParts = [
  "match",
  "forbidden",
  "schedule",
  "audience",
  "cooldown",
  "final",
  "folder",
] as const;
export type MorePart = (typeof moreParts)[number];

interface Props {
  account: string;
  form: RuleFormState;
  open: string[];
  onOpen: (open: string[]) => void;
}

/** The conditions that most rules leave alone: each says in a line how it stands. */
export function MoreSection({ account, form, open, onOpen }: Props) {
  const { t } = useTranslation("rules");
  const { values } = form;
  const says = useMoreTexts(values);
  const fields: Record<MorePart, ReactNode> = {
    match: <MatchFields form={form} />,
    forbidden: <ForbiddenField form={form} />,
    schedule: <ScheduleFields account={account} form={form} />,
    audience: <AudienceFields account={account} form={form} />,
    cooldown: <CooldownField form={form} />,
    final: <FinalField form={form} />,
    folder: <FolderField account={account} form={form} />,
  };
  const shown = moreParts.filter((part) => {
    if (part === "match") return values.triggers.includes("keyword");
    return part !== "forbidden" || readsText(values);
  });
  return (
    <Section title={t("section.more")} lead={t("section.moreLead")}>
      <Accordion multiple value={open} onChange={onOpen} chevronPosition="left" classNames={classes}>
        {shown.map((part) => (
          <Accordion.Item key={part} value={part}>
            <Accordion.Control data-testid={`rule-more-${part}`}>
              <span className={classes.part}>
                <span>{t(`more.${part}`)}</span>
                <span className={classes.says} data-set={says[part].set || undefined}>
                  {says[part].text}
                </span>
              </span>
            </Accordion.Control>
            <Accordion.Panel>{open.includes(part) && fields[part]}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}
