import classes from "./HoursEditor.module.css";
import { parseClock, type SlotText } from "./hours";

const shownMinutes = 30 * 60; // to six in the morning of the next day

/** The day's slots drawn on a line, for the eye only. */
export function DayBar({ slots }: { slots: SlotText[] }) {
  return (
    <svg
      className={classes.bar}
      viewBox={`0 0 ${shownMinutes} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className={classes.track} width={24 * 60} height="10" />
      {slots.map((slot) => {
        const start = parseClock(slot.start);
        const end = parseClock(slot.end);
        if (start === undefined || end === undefined || end <= start) return null;
        return (
          <rect key={`${start}-${end}`} className={classes.open} x={start} width={end - start} height="10" />
        );
      })}
    </svg>
  );
}
