import { Button, Input } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { maxBubbles } from "./check/limits";
import { AddBubble } from "./edit/AddBubble";
import { BubbleCard } from "./edit/BubbleCard";
import { blankBubble } from "./edit/blank";
import classes from "./edit/Edit.module.css";
import { Faults } from "./edit/Faults";
import { moved, useKeys } from "./edit/useKeys";
import { settled } from "./quickReplies";

interface Props {
  bubbles: Bubble[];
  onChange: (bubbles: Bubble[]) => void;
  /** What is wrong at a path below the bubbles, such as "0.text" or "0.buttons.actions.1.label". */
  errors: (path: string) => string | undefined;
  testId: string;
}

interface Removed {
  bubbles: Bubble[];
  number: number;
}

/** One to five bubbles of any kind, checked while one types. */
export function BubblesEditor({ bubbles, onChange, errors, testId }: Props) {
  const { t } = useTranslation("bubbles");
  const { keys, change } = useKeys(bubbles.length);
  const [removed, setRemoved] = useState<Removed>();
  const set = (next: Bubble[]) => {
    setRemoved(undefined);
    onChange(next);
  };
  const move = (from: number, to: number) => {
    change((k) => moved(k, from, to));
    set(settled(bubbles, moved(bubbles, from, to)));
  };
  const remove = (at: number) => {
    change((k) => k.filter((_, i) => i !== at));
    const rest = bubbles.filter((_, i) => i !== at);
    onChange(rest.length > 0 ? rest : [blankBubble("text")]);
    setRemoved({ bubbles, number: at + 1 });
  };
  const copy = (at: number, bubble: Bubble) => {
    const twin = { ...structuredClone(bubble), quickReplies: undefined };
    set(settled(bubbles, [...bubbles.slice(0, at + 1), twin, ...bubbles.slice(at + 1)]));
  };
  const whole = errors("");
  return (
    <Faults bubbles={bubbles} errors={errors}>
      <div className={classes.editor}>
        {bubbles.map((bubble, i) => (
          <BubbleCard
            key={keys[i]}
            index={i}
            total={bubbles.length}
            bubble={bubble}
            onChange={(next) => set(bubbles.map((b, j) => (j === i ? next : b)))}
            onMove={(by) => move(i, i + by)}
            onCopy={bubbles.length < maxBubbles ? () => copy(i, bubble) : undefined}
            onRemove={() => remove(i)}
            testId={testId}
          />
        ))}
        {removed && (
          <div className={classes.removed} role="status">
            {t("removed", { number: removed.number })}
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => set(removed.bubbles)}
              data-testid={`${testId}-undo`}
            >
              {t("undo")}
            </Button>
          </div>
        )}
        {whole && <Input.Error>{whole}</Input.Error>}
        <AddBubble
          full={bubbles.length >= maxBubbles}
          onAdd={(kind) => set(settled(bubbles, [...bubbles, blankBubble(kind)]))}
          testId={testId}
        />
      </div>
    </Faults>
  );
}
