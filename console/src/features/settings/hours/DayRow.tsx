import { useTranslation } from "react-i18next";
import type { Day } from "@/api/types";
import { CopyDay } from "./CopyDay";
import classes from "./HoursEditor.module.css";
import { SlotFields } from "./SlotFields";
import type { SlotFault, SlotText } from "./slots";

interface Props {
  day: Day;
  slots: SlotText[];
  fault: (index: number) => SlotFault | undefined;
  serverError?: string;
  onChange: (slots: SlotText[], field?: string) => void;
  onCopy: (to: Day[]) => void;
}

export function DayRow({ day, slots, fault, serverError, onChange, onCopy }: Props) {
  const { t } = useTranslation("hours");
  const { t: common } = useTranslation();
  const name = common(`dayLong.${day}`);
  const firstFault = slots.map((_, i) => fault(i)).find((f) => f !== undefined);
  const problem = firstFault ? t(`fault.${firstFault}`) : serverError;
  return (
    <div className={classes.day} role="group" aria-label={name} data-testid={`hours-day-${day}`}>
      <span className={classes.name} data-day={day}>
        {common(`day.${day}`)}
      </span>
      <SlotFields
        name={name}
        slots={slots}
        fault={fault}
        onChange={onChange}
        empty={t("closed")}
        testId={`hours-${day}`}
        addTestId={`hours-add-${day}`}
      />
      <CopyDay day={day} onCopy={onCopy} />
      {problem && (
        <span className={classes.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
