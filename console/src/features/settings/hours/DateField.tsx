import { Input, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./Exceptions.module.css";

interface Props {
  label: string;
  /** Every year: month and day without a year. */
  yearly: boolean;
  value: string;
  onChange: (date: string) => void;
  error?: string;
  min?: string;
  required?: boolean;
  testId: string;
}

const twoDigits = (n: number) => String(n).padStart(2, "0");
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** A date, once or of every year. */
export function DateField({ label, yearly, value, onChange, error, min, required, testId }: Props) {
  const { t } = useTranslation("hours");
  if (!yearly) {
    return (
      <TextInput
        type="date"
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        min={min}
        max="9999-12-31"
        required={required}
        data-testid={testId}
      />
    );
  }
  const [month = "", day = ""] = value.split("-");
  const choose = (m: string, d: string) => onChange(m || d ? `${m}-${d}` : "");
  const options = (count: number, text: (n: number) => string) => [
    { value: "", label: t("special.choose") },
    ...numbers(count).map((n) => ({ value: twoDigits(n), label: text(n) })),
  ];
  return (
    <Input.Wrapper label={label} error={error} required={required} labelElement="div">
      <div className={classes.monthDay} role="group" aria-label={label}>
        <NativeSelect
          aria-label={t("special.month")}
          data={options(12, (n) => t("special.monthOf", { n }))}
          value={month}
          onChange={(event) => choose(event.currentTarget.value, day)}
          error={Boolean(error)}
          data-testid={`${testId}-month`}
        />
        <NativeSelect
          aria-label={t("special.day")}
          data={options(31, (n) => t("special.dayOf", { n }))}
          value={day}
          onChange={(event) => choose(month, event.currentTarget.value)}
          error={Boolean(error)}
          data-testid={`${testId}-day`}
        />
      </div>
    </Input.Wrapper>
  );
}
