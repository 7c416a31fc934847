import { Button, Popover, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { countWritten } from "../check/counting";
import { maxTextUnits } from "../check/limits";
import { variables } from "../variables";
import { AttributeForm } from "./AttributeForm";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { useInsert } from "./useInsert";

interface Props {
  path: string;
  label: string;
  text: string;
  onChange: (text: string) => void;
  testId: string;
}

/** A text with its variables in sight. */
export function TextBubble({ path, label, text, onChange, testId }: Props) {
  const { t } = useTranslation("bubbles");
  const input = useRef<HTMLTextAreaElement>(null);
  const insert = useInsert(input, text, onChange);
  const [open, setOpen] = useState(false);
  const length = countWritten(text, "units");
  return (
    <>
      <Textarea
        ref={input}
        autosize
        minRows={2}
        maxRows={14}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-label={label}
        error={useFault(`${path}.text`)}
        data-field={`${path}.text`}
        data-testid={testId}
      />
      <div className={classes.tools}>
        <span className={classes.dim}>{t("variable.insert")}</span>
        {variables.map((variable) => (
          <Button key={variable} size="compact-xs" variant="light" onClick={() => insert(variable)}>
            {variable}
          </Button>
        ))}
        <Popover opened={open} onChange={setOpen} trapFocus position="bottom-start" width={280}>
          <Popover.Target>
            <Button
              size="compact-xs"
              variant="light"
              onClick={() => setOpen((v) => !v)}
              data-testid={`${testId}-attribute`}
            >
              {t("variable.attribute")}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <AttributeForm
              onPick={(variable) => {
                setOpen(false);
                insert(variable);
              }}
            />
          </Popover.Dropdown>
        </Popover>
        <span
          className={classes.count}
          data-over={length > maxTextUnits || undefined}
          data-testid={`${testId}-count`}
        >
          {t("count", { length, max: maxTextUnits })}
        </span>
      </div>
    </>
  );
}
