import { Input, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useId, useRef } from "react";
import { type Counting, countWritten } from "../check/counting";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { useInsert } from "./useInsert";
import { VariableMenu } from "./VariableMenu";

interface Props {
  /** Where the text stands below the bubbles. */
  path: string;
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
  /** With a limit the length is shown. */
  max?: number;
  counting?: Counting;
  description?: ReactNode;
  placeholder?: string;
  /** Variables are filled in this text. */
  variables?: boolean;
  multiline?: boolean;
  type?: string;
  inputMode?: "url" | "numeric" | "decimal";
}

/** A labelled text with its limit, its variables and what is wrong with it. */
export function TextField({ path, label, value = "", onChange, max, counting = "units", ...rest }: Props) {
  const { description, placeholder, variables, multiline, type, inputMode } = rest;
  const id = useId();
  const error = useFault(path);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const insert = useInsert(input, value, onChange);
  const count = variables ? countWritten(value, counting) : value.length;
  const common = {
    id,
    ref: input,
    value,
    error,
    description,
    placeholder,
    inputMode,
    "data-field": path,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div className={classes.fieldBox}>
      <div className={classes.fieldTop}>
        <Input.Label htmlFor={id}>{label}</Input.Label>
        {variables && <VariableMenu onPick={insert} label={label} />}
        {max !== undefined && count > 0 && (
          <span className={classes.count} data-over={count > max || undefined} data-testid="field-count">
            {`${count}/${max}`}
          </span>
        )}
      </div>
      {multiline ? (
        <Textarea {...common} autosize minRows={2} maxRows={8} />
      ) : (
        <TextInput {...common} type={type} />
      )}
    </div>
  );
}
