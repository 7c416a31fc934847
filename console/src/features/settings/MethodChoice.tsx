import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Method } from "@/api/types";
import classes from "./SettingsEditor.module.css";

const methods = [
  ["manual", "manual"],
  ["manual+auto", "both"],
  ["auto", "auto"],
] as const satisfies readonly (readonly [Method, string])[];

interface Props {
  label: string;
  value: Method;
  onChange: (method: Method) => void;
  error?: string;
  testId: string;
}

/** チャットの応答方法. */
export function MethodChoice({ label, value, onChange, error, testId }: Props) {
  const { t } = useTranslation("settings");
  const choose = (chosen: string) => {
    const found = methods.find(([method]) => method === chosen);
    if (found) onChange(found[0]);
  };
  return (
    <Radio.Group label={label} value={value} onChange={choose} error={error} data-testid={testId}>
      {methods.map(([method, name]) => (
        <div key={method} className={classes.option} data-checked={method === value || undefined}>
          <Radio
            value={method}
            label={t(`method.${name}`)}
            description={t(`method.${name}Help`)}
            data-testid={`${testId}-${method}`}
          />
        </div>
      ))}
    </Radio.Group>
  );
}
