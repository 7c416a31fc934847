import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Action } from "../types";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { TextField } from "./TextField";

const modes = ["date", "time", "datetime"] as const;
const inputs: Record<string, string> = { date: "date", time: "time", datetime: "datetime-local" };

interface Props {
  path: string;
  action: Action;
  set: (part: Partial<Action>) => void;
}

/** What may be chosen of dates and times. */
export function PickerFields({ path, action, set }: Props) {
  const { t } = useTranslation("bubbles");
  return (
    <>
      <Select
        label={t("action.mode")}
        data={modes.map((mode) => ({ value: mode, label: t(`action.modes.${mode}`) }))}
        value={action.mode || null}
        onChange={(mode) =>
          set({ mode: mode ?? undefined, initial: undefined, min: undefined, max: undefined })
        }
        allowDeselect={false}
        error={useFault(`${path}.mode`)}
        data-field={`${path}.mode`}
      />
      {action.mode && (
        <div className={classes.three}>
          {(["min", "initial", "max"] as const).map((name) => (
            <TextField
              key={name}
              path={`${path}.${name}`}
              label={t(`action.${name}`)}
              value={action[name]}
              onChange={(value) => set({ [name]: value || undefined })}
              type={inputs[action.mode ?? ""]}
            />
          ))}
        </div>
      )}
    </>
  );
}
