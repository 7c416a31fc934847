import { memo } from "react";
import { minutesPerDay } from "./slots";
import { useAreaText } from "./useAreaText";
import classes from "./WeekGrid.module.css";
import { days } from "./week";

interface Props {
  minute: number;
  step: number;
  /** For each day whether the cell is open: "1000000" is Monday alone. A string, so that memo compares it. */
  open: string;
  /** The same for the range that the keyboard extends. */
  picked: string;
  /** The day whose cell takes the focus, -1 for none. */
  active: number;
}

/** One time of the day, across the week. */
export const GridRow = memo(function GridRow({ minute, step, open, picked, active }: Props) {
  const text = useAreaText();
  const hour = Math.floor(minute / 60);
  return (
    <div role="row" className={classes.row} data-hour={minute % 60 === 0 || undefined}>
      <span role="rowheader" className={classes.time} data-late={minute >= minutesPerDay || undefined}>
        {minute % 60 === 0 && <span>{`${hour}:00`}</span>}
      </span>
      {days.map((day, d) => (
        <div
          key={day}
          role="gridcell"
          tabIndex={active === d ? 0 : -1}
          className={classes.cell}
          aria-selected={open[d] === "1"}
          aria-label={text({ firstDay: d, lastDay: d, start: minute, end: minute + step })}
          data-cell={`${d}.${minute}`}
          data-late={minute >= minutesPerDay || undefined}
          data-picked={picked[d] === "1" || undefined}
        />
      ))}
    </div>
  );
});
