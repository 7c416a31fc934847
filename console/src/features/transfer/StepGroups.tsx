import { Button, Text } from "@mantine/core";
import { type Icon, IconArrowsSort, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportStep } from "@/api/types";
import classes from "./Transfer.module.css";
import { grouped, type Kind } from "./transfer";

const icons: Record<Kind, Icon> = {
  add: IconPlus,
  change: IconPencil,
  move: IconArrowsSort,
  remove: IconTrash,
};

/** How many of a group are shown until somebody asks for all. */
const most = 8;

export function StepGroups({ steps }: { steps: ImportStep[] }) {
  const groups = grouped(steps);
  return (
    <div className={classes.groups} data-testid="transfer-steps">
      {groups.map(({ kind, steps }) => (
        <StepGroup key={kind} kind={kind} steps={steps} />
      ))}
    </div>
  );
}

function StepGroup({ kind, steps }: { kind: Kind; steps: ImportStep[] }) {
  const { t } = useTranslation("transfer");
  const [all, setAll] = useState(false);
  const KindIcon = icons[kind];
  const shown = all ? steps : steps.slice(0, most);
  return (
    <section className={classes.group} data-testid={`transfer-${kind}`} aria-label={t(`kind.${kind}`)}>
      <h3 className={classes.kind} data-kind={kind}>
        <KindIcon size={16} aria-hidden />
        {t(`kind.${kind}`)}
        <Text span size="sm" c="var(--oj-dim)">
          {t("count", { count: steps.length })}
        </Text>
      </h3>
      <ul>
        {shown.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules may have one title; the list never changes its order
          <li key={`${step.what} ${step.title} ${i}`}>
            <StepText step={step} />
          </li>
        ))}
      </ul>
      {shown.length < steps.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t("more", { count: steps.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

function StepText({ step }: { step: ImportStep }) {
  const { t } = useTranslation("transfer");
  const [thing] = step.what.split(".");
  switch (thing) {
    case "rule":
      return <Text span>{step.title}</Text>;
    case "schedule":
      return <Text span>{t("thing.schedule", { name: step.title })}</Text>;
    case "settings":
    case "greeting":
    case "greeting_back":
    case "hours":
      return <Text span>{t(`thing.${thing}`)}</Text>;
    default:
      return <Text span>{step.what}</Text>;
  }
}
