import { Button, CloseButton, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Day } from "@/api/types";
import { CopyDay } from "./CopyDay";
import { DayBar } from "./DayBar";
import classes from "./HoursEditor.module.css";
import { formatClock, parseClock, type SlotFault, type SlotText, tidyClock } from "./hours";

interface Props {
  day: Day;
  slots: SlotText[];
  fault: (index: number) => SlotFault | undefined;
  serverError?: string;
  onChange: (slots: SlotText[]) => void;
  onCopy: (to: Day[]) => void;
}

export function DayRow({ day, slots, fault, serverError, onChange, onCopy }: Props) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const name = common(`dayLong.${day}`);
  const change = (index: number, part: Partial<SlotText>) =>
    onChange(slots.map((slot, i) => (i === index ? { ...slot, ...part } : slot)));
  const firstFault = slots.map((_, i) => fault(i)).find((f) => f !== undefined);
  const problem = firstFault ? t(`hours.fault.${firstFault}`) : serverError;
  return (
    <div className={classes.day} role="group" aria-label={name} data-testid={`hours-day-${day}`}>
      <span className={classes.name} data-day={day}>
        {common(`day.${day}`)}
      </span>
      <div className={classes.slots}>
        {slots.length === 0 && <span className={classes.closed}>{t("hours.closed")}</span>}
        {slots.map((slot, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place while it is typed
          <span key={i} className={classes.slot}>
            <TextInput
              size="xs"
              value={slot.start}
              onChange={(event) => change(i, { start: event.currentTarget.value })}
              onBlur={() => change(i, { start: tidyClock(slot.start) })}
              aria-label={t("hours.start", { day: name, number: i + 1 })}
              error={fault(i) !== undefined}
              inputMode="numeric"
              data-testid={`hours-${day}-${i}-start`}
            />
            <span aria-hidden>–</span>
            <TextInput
              size="xs"
              value={slot.end}
              onChange={(event) => change(i, { end: event.currentTarget.value })}
              onBlur={() => change(i, { end: tidyClock(slot.end) })}
              aria-label={t("hours.end", { day: name, number: i + 1 })}
              error={fault(i) !== undefined}
              inputMode="numeric"
              data-testid={`hours-${day}-${i}-end`}
            />
            <CloseButton
              size="sm"
              onClick={() => onChange(slots.filter((_, j) => j !== i))}
              aria-label={t("hours.remove", { day: name, number: i + 1 })}
            />
          </span>
        ))}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={13} />}
          onClick={() => onChange([...slots, nextSlot(slots)])}
          aria-label={t("hours.addTo", { day: name })}
          data-testid={`hours-add-${day}`}
        >
          {t("hours.add")}
        </Button>
      </div>
      <CopyDay day={day} onCopy={onCopy} />
      <DayBar slots={slots} />
      {problem && (
        <span className={classes.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

/** A slot to start from: after the day's last one, else a working day. */
function nextSlot(slots: SlotText[]): SlotText {
  const ends = slots.map((slot) => parseClock(slot.end) ?? 0);
  const last = Math.max(0, ...ends);
  if (last === 0) return { start: "10:00", end: "19:00" };
  const start = Math.min(last + 60, 23 * 60);
  return { start: formatClock(start), end: formatClock(start + 120) };
}
