import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { GridRow } from "./GridRow";
import { type Act, actOf, type Pick, picksCell } from "./gridKeys";
import { type Area, areaBetween, columns, coversCell, isAllOpen, paint, shownMinutes } from "./paint";
import { useAreaText } from "./useAreaText";
import { useBrush } from "./useBrush";
import { WeekBlocks } from "./WeekBlocks";
import classes from "./WeekGrid.module.css";
import { days, type WeekText } from "./week";

interface Props {
  week: WeekText;
  /** Minutes of a cell. */
  step: number;
  readOnly: boolean;
  onPaint: (area: Area, open: boolean) => void;
  onUndo?: () => void;
}

/** The week as a grid that is painted: a column for each day, time downwards, to six in the morning after. */
export function WeekGrid({ week, step, readOnly, onPaint, onUndo }: Props) {
  const { t } = useTranslation("hours");
  const { t: common } = useTranslation();
  const helpId = useId();
  const grid = useRef<HTMLDivElement>(null);
  const [pick, setPick] = useState<Pick>({ cell: { day: 0, minute: 9 * 60 } });
  const [said, setSaid] = useState("");
  const areaText = useAreaText();

  const apply = (area: Area, open: boolean) => {
    onPaint(area, open);
    setSaid(t(open ? "grid.opened" : "grid.closed", { area: areaText(area) }));
  };
  const focusCell = (next: Pick) => {
    setPick(next);
    const { day, minute } = next.cell;
    grid.current?.querySelector<HTMLElement>(`[data-cell="${day}.${minute}"]`)?.focus();
  };
  const brush = useBrush({
    grid,
    step,
    enabled: !readOnly,
    opens: (cell) => !isAllOpen(week, areaBetween(cell, cell, step)),
    onTouch: (cell) => setPick({ cell }),
    onPaint: apply,
  });

  const act = (what: Act) => {
    if (what.kind === "move") focusCell(what.pick);
    if (what.kind === "cancel") {
      brush.cancel();
      setPick({ cell: pick.cell });
    }
    if (readOnly) return;
    if (what.kind === "toggle") apply(what.area, !isAllOpen(week, what.area));
    if (what.kind === "close") apply(what.area, false);
    if (what.kind === "toggle" || what.kind === "close") setPick({ cell: pick.cell });
    if (what.kind === "undo") onUndo?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const what = actOf(event, pick, step);
    if (!what) return;
    event.preventDefault();
    act(what);
  };

  const shown = useMemo(
    () => (brush.area ? paint(week, brush.area, brush.area.open) : week),
    [week, brush.area],
  );
  const drawn = useMemo(() => columns(shown), [shown]);
  const active = { ...pick.cell, minute: Math.floor(pick.cell.minute / step) * step };
  const rows = Array.from({ length: shownMinutes / step }, (_, i) => i * step);
  return (
    <div className={classes.frame} data-step={step}>
      <p className={classes.help} id={helpId}>
        {t("grid.help")}
      </p>
      <div
        ref={grid}
        role="grid"
        className={classes.grid}
        aria-label={t("grid.label")}
        aria-describedby={helpId}
        aria-multiselectable
        aria-readonly={readOnly}
        data-painting={brush.area !== undefined || undefined}
        data-testid="hours-grid"
        onKeyDown={onKeyDown}
        {...brush.handlers}
      >
        <div role="row" className={classes.head}>
          <span role="columnheader" className="visually-hidden">
            {t("grid.time")}
          </span>
          {days.map((day) => (
            <span key={day} role="columnheader" data-day={day} aria-label={common(`dayLong.${day}`)}>
              {common(`day.${day}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={classes.body}>
          {rows.map((minute) => (
            <GridRow
              key={minute}
              minute={minute}
              step={step}
              open={days.map((_, d) => (coversCell(drawn[d], minute, step) ? "1" : "0")).join("")}
              picked={days.map((_, d) => (picksCell(pick, d, minute) ? "1" : "0")).join("")}
              active={active.minute === minute ? active.day : -1}
            />
          ))}
          <WeekBlocks columns={drawn} />
        </div>
      </div>
      <p className="visually-hidden" aria-live="polite" data-testid="hours-grid-said">
        {pick.anchor ? t("grid.picked", { area: areaText(areaBetween(pick.anchor, pick.cell, step)) }) : said}
      </p>
    </div>
  );
}
