import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { isKind } from "./kinds";
import classes from "./Rehearse.module.css";
import { examplesQuery } from "./rehearse";

type Example = components["schemas"]["TestExample"];

interface Props {
  account: string;
  onChoose: (example: Example) => void;
}

/** What friends have sent of late, to be tried with one tap. */
export function Examples({ account, onChoose }: Props) {
  const { t } = useTranslation("rehearse");
  const { data } = useQuery(examplesQuery(account));
  const known = data?.filter((example) => isKind(example.kind)) ?? [];
  if (known.length === 0) return null;
  return (
    <fieldset className={classes.examples} aria-label={t("examples")}>
      <span>{t("examples")}</span>
      {known.map((example) => (
        <button
          key={`${example.kind} ${example.text}`}
          type="button"
          onClick={() => onChoose(example)}
          data-testid="test-example"
        >
          {example.text || (isKind(example.kind) ? t(`kind.${example.kind}`) : example.kind)}
        </button>
      ))}
    </fieldset>
  );
}
