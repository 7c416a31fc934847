import { ActionIcon, Button, CloseButton, Textarea } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Bubbles.module.css";
import { maxTextUnits } from "./check/limits";
import { variables } from "./variables";

interface Props {
  index: number;
  total: number;
  text: string;
  error?: string;
  testId: string;
  onChange: (text: string) => void;
  onRemove: () => void;
  onMove: (by: -1 | 1) => void;
}

export function BubbleField({ index, total, text, error, testId, onChange, onRemove, onMove }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLTextAreaElement>(null);
  const number = index + 1;
  const insert = (variable: string) => {
    const field = input.current;
    if (!field) return;
    const at = field.selectionStart;
    onChange(text.slice(0, at) + variable + text.slice(field.selectionEnd));
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(at + variable.length, at + variable.length);
    });
  };
  const over = text.length > maxTextUnits;
  return (
    <fieldset className={classes.field}>
      <legend className="visually-hidden">{t("bubbles.label", { number })}</legend>
      <div className={classes.top}>
        <span className={classes.number}>{t("bubbles.label", { number })}</span>
        {total > 1 && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              disabled={index === 0}
              onClick={() => onMove(-1)}
              aria-label={t("bubbles.moveUp", { number })}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              disabled={index === total - 1}
              onClick={() => onMove(1)}
              aria-label={t("bubbles.moveDown", { number })}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
            <CloseButton size="sm" onClick={onRemove} aria-label={t("bubbles.remove", { number })} />
          </>
        )}
      </div>
      <Textarea
        ref={input}
        autosize
        minRows={2}
        maxRows={14}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-label={t("bubbles.label", { number })}
        error={error}
        data-testid={testId}
      />
      <div className={classes.bottom}>
        <span className={classes.dim}>{t("bubbles.insert")}</span>
        {variables.map((variable) => (
          <Button key={variable} size="compact-xs" variant="light" onClick={() => insert(variable)}>
            {variable}
          </Button>
        ))}
        <span className={classes.count} data-over={over || undefined} data-testid={`${testId}-count`}>
          {t("bubbles.count", { length: text.length, max: maxTextUnits })}
        </span>
      </div>
    </fieldset>
  );
}
