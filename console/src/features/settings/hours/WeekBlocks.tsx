import { type Column, shownMinutes } from "./paint";
import { formatClock, type Slot } from "./slots";
import classes from "./WeekGrid.module.css";
import { days } from "./week";

/** The slots drawn over the cells, to the minute; for the eye only. */
export function WeekBlocks({ columns }: { columns: Column[] }) {
  return (
    <div className={classes.blocks} aria-hidden>
      {days.map((day, d) => (
        <div key={day} className={classes.column}>
          {columns[d]?.others.map((slot) => (
            <div key={slot.start} className={classes.other} style={placeOf(slot)} />
          ))}
          {columns[d]?.own.map((slot) => (
            <div key={slot.start} className={classes.block} style={placeOf(slot)}>
              {slot.end - slot.start >= roomForStart && <span>{formatClock(slot.start)}</span>}
              {slot.end - slot.start >= roomForBoth && <span>{formatClock(slot.end)}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

// Minutes that are tall enough for one line of text, and for two.
const roomForStart = 45;
const roomForBoth = 90;

const percent = (minutes: number) => `${(minutes / shownMinutes) * 100}%`;
const placeOf = ({ start, end }: Slot) => ({ top: percent(start), height: percent(end - start) });
