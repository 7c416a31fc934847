import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "@/api/types";
import { DayRow } from "./DayRow";
import classes from "./HoursEditor.module.css";
import { days, type SlotText } from "./hours";
import type { SettingsForm } from "./useSettingsForm";

/** The week of 応答時間. */
export function HoursEditor({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("settings");
  const { zone, week } = form.values;
  const zones = useMemo(() => zoneList(zone), [zone]);
  const setDay = (day: Day, slots: SlotText[]) => form.setHours({ week: { ...week, [day]: slots } });
  const copy = (from: Day, to: Day[]) => {
    const next = { ...week };
    for (const day of to) next[day] = week[from].map((slot) => ({ ...slot }));
    form.setHours({ week: next });
  };
  return (
    <div className={classes.editor}>
      <Select
        label={t("hours.zone")}
        data={zones}
        value={zone}
        onChange={(next) => next && form.setHours({ zone: next })}
        searchable
        allowDeselect={false}
        limit={80}
        maw="18rem"
        error={form.error("zone")}
        data-testid="hours-zone"
      />
      <div className={classes.days}>
        {days.map((day) => (
          <DayRow
            key={day}
            day={day}
            slots={week[day]}
            fault={(i) => form.faults.get(`${day}.${i}`)}
            serverError={form.error(`week.${day}`) ?? slotError(form, day, week[day].length)}
            onChange={(slots) => setDay(day, slots)}
            onCopy={(to) => copy(day, to)}
          />
        ))}
      </div>
    </div>
  );
}

function slotError(form: SettingsForm, day: Day, count: number): string | undefined {
  for (let i = 0; i < count; i += 1) {
    const error = form.error(`week.${day}.${i}`);
    if (error) return error;
  }
  return undefined;
}

function zoneList(current: string): string[] {
  const all = Intl.supportedValuesOf("timeZone");
  return [...new Set(["Asia/Tokyo", current, ...all])];
}
