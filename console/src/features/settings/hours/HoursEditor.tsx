import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "@/api/types";
import type { SettingsForm } from "../useSettingsForm";
import { DayRow } from "./DayRow";
import classes from "./HoursEditor.module.css";
import { type Area, paint } from "./paint";
import type { SlotText } from "./slots";
import { WeekGrid } from "./WeekGrid";
import { copyDay, days } from "./week";

const steps = [30, 15];

/** The week of 応答時間, as a grid and as text; both show the same values. */
export function HoursEditor({ form, readOnly }: { form: SettingsForm; readOnly: boolean }) {
  const { t } = useTranslation("hours");
  const [step, setStep] = useState(30);
  const { zone, week } = form.hours;
  const zones = useMemo(() => zoneList(zone), [zone]);
  const setDay = (day: Day, slots: SlotText[], field?: string) =>
    form.changeHours((h) => ({ ...h, week: { ...h.week, [day]: slots } }), field);
  const onPaint = (area: Area, open: boolean) =>
    form.changeHours((h) => {
      const next = paint(h.week, area, open);
      return next === h.week ? h : { ...h, week: next };
    });
  return (
    <div className={classes.editor}>
      <div className={classes.tools}>
        <Select
          label={t("zone")}
          data={zones}
          value={zone}
          onChange={(next) => next && form.changeHours((h) => ({ ...h, zone: next }))}
          searchable
          allowDeselect={false}
          limit={80}
          error={form.error("zone")}
          data-testid="hours-zone"
        />
        <SegmentedControl
          aria-label={t("grid.step")}
          data={steps.map((s) => ({ value: String(s), label: t("grid.minutes", { step: s }) }))}
          value={String(step)}
          onChange={(next) => setStep(Number(next))}
          data-testid="hours-step"
        />
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          disabled={!form.undoHours}
          onClick={form.undoHours}
          data-testid="hours-undo"
        >
          {t("undo")}
        </Button>
      </div>
      <div className={classes.week}>
        <WeekGrid week={week} step={step} readOnly={readOnly} onPaint={onPaint} onUndo={form.undoHours} />
        <div className={classes.days}>
          {days.map((day) => (
            <DayRow
              key={day}
              day={day}
              slots={week[day]}
              fault={(i) => form.faults.get(`${day}.${i}`)}
              serverError={Object.values(form.errorsBelow(`week.${day}`))[0]}
              onChange={(slots, field) => setDay(day, slots, field)}
              onCopy={(to) => form.changeHours((h) => ({ ...h, week: copyDay(h.week, day, to) }))}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function zoneList(current: string): string[] {
  const all = Intl.supportedValuesOf("timeZone");
  return [...new Set(["Asia/Tokyo", current, ...all])];
}
