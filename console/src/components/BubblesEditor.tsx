import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { BubbleField } from "./BubbleField";
import classes from "./Bubbles.module.css";
import { maxBubbles, maxTextUnits } from "./utf16";

interface Props {
  bubbles: Bubble[];
  onChange: (bubbles: Bubble[]) => void;
  errors: (index: number) => string | undefined;
  testId: string;
}

/** One to five bubbles with their variables, order and lengths. */
export function BubblesEditor({ bubbles, onChange, errors, testId }: Props) {
  const { t } = useTranslation();
  const move = (from: number, to: number) => {
    const next = [...bubbles];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(to, 0, taken);
    onChange(next);
  };
  return (
    <div className={classes.editor}>
      {bubbles.map((bubble, i) => (
        <BubbleField
          // biome-ignore lint/suspicious/noArrayIndexKey: a bubble is its place, its text is the value
          key={i}
          index={i}
          total={bubbles.length}
          text={bubble.text ?? ""}
          error={errors(i)}
          testId={testId}
          onChange={(text) => onChange(bubbles.map((b, j) => (j === i ? { ...b, text } : b)))}
          onRemove={() => onChange(bubbles.filter((_, j) => j !== i))}
          onMove={(by) => move(i, i + by)}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={bubbles.length >= maxBubbles}
          onClick={() => onChange([...bubbles, { text: "" }])}
          data-testid={`${testId}-add`}
        >
          {bubbles.length >= maxBubbles ? t("bubbles.full", { max: maxBubbles }) : t("bubbles.add")}
        </Button>
      </div>
    </div>
  );
}

/** What is wrong with a bubble's text by LINE's limits, in words. */
export function useBubbleCheck(): (text: string) => string | undefined {
  const { t } = useTranslation();
  return (text) => bubbleFault(text, (key, values) => t(`bubbles.${key}`, values));
}

function bubbleFault(
  text: string,
  say: (key: "empty" | "tooLong", values: { max: number; length: number }) => string,
): string | undefined {
  const values = { max: maxTextUnits, length: text.length };
  if (text.trim() === "") return say("empty", values);
  return text.length > maxTextUnits ? say("tooLong", values) : undefined;
}
