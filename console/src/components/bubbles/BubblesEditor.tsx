import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { BubbleField } from "./BubbleField";
import classes from "./Bubbles.module.css";
import { maxBubbles } from "./check/limits";

interface Props {
  bubbles: Bubble[];
  onChange: (bubbles: Bubble[]) => void;
  /** What is wrong at a path below the bubbles, such as "0.text" or "0.buttons.actions.1.label". */
  errors: (path: string) => string | undefined;
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
          error={errors(`${i}.text`)}
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
