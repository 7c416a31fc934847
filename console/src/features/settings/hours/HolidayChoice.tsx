import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SettingsForm } from "../useSettingsForm";
import classes from "./Exceptions.module.css";
import { SlotFields } from "./SlotFields";
import type { HolidayMode } from "./schedule";
import type { SlotText } from "./slots";

const modes = ["as_weekday", "closed", "own"] as const satisfies readonly HolidayMode[];

/** What public holidays do to the week. */
export function HolidayChoice({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("hours");
  const { mode, slots } = form.hours.holidays;
  const choose = (chosen: string) => {
    const next = modes.find((m) => m === chosen);
    if (next) form.changeHours((h) => ({ ...h, holidays: { ...h.holidays, mode: next } }));
  };
  const setSlots = (next: SlotText[], field?: string) =>
    form.changeHours((h) => ({ ...h, holidays: { ...h.holidays, slots: next } }), field);
  const fault = [...form.holidayFaults.values()][0];
  const problem = fault ? t(`fault.${fault}`) : Object.values(form.errorsBelow("holidays"))[0];
  return (
    <>
      <Radio.Group
        value={mode}
        onChange={choose}
        aria-label={t("holidays.title")}
        data-testid="hours-holidays"
      >
        <div className={classes.choices}>
          {modes.map((m) => (
            <Radio
              key={m}
              value={m}
              label={t(`holidays.${m}`)}
              description={t(`holidays.${m}_help`)}
              data-testid={`hours-holidays-${m}`}
            />
          ))}
        </div>
      </Radio.Group>
      {mode === "own" && (
        <div className={classes.own} role="group" aria-label={t("holidays.own")}>
          <SlotFields
            name={t("holidays.title")}
            slots={slots}
            fault={(i) => form.holidayFaults.get(i)}
            onChange={setSlots}
            empty={t("holidays.noSlots")}
            testId="hours-holiday"
            addTestId="hours-add-holiday"
          />
        </div>
      )}
      {problem && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
