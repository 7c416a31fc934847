import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { kindOf } from "@/components/bubbles/types";
import classes from "./RulesList.module.css";

/** The first bubble in a line, and how many more there are. */
export function RuleAnswer({ bubbles }: { bubbles: Bubble[] }) {
  const { t } = useTranslation("rules");
  const { t: bubbleText } = useTranslation("bubbles");
  const [first] = bubbles;
  if (!first) return null;
  const text = first.text || bubbleText(`kind.${kindOf(first)}`);
  return (
    <span className={classes.answer}>
      {text}
      {bubbles.length > 1 && <> {t("moreBubbles", { count: bubbles.length - 1 })}</>}
    </span>
  );
}
