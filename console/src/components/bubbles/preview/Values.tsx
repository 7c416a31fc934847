import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import { filled, type Sample, split } from "../variables";
import classes from "./Preview.module.css";

/** The values that variables have in a preview; null shows texts as they are, as those that were sent. */
export const Values = createContext<Sample | null>(null);

/** A text with its variables filled, each marked as an example. */
export function Filled({ text }: { text: string }) {
  const values = useContext(Values);
  const { t } = useTranslation("bubbles");
  if (!values) return text;
  return split(text).map((part) =>
    part.variable ? (
      <span
        key={part.at}
        className={classes.value}
        title={t("preview.variable", { name: part.text })}
        data-testid="preview-value"
      >
        {filled(part.variable, values)}
      </span>
    ) : (
      part.text
    ),
  );
}
