import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type Area, areaBetween, type Cell, shownMinutes } from "./paint";

// A finger that moves at once scrolls the page; one that rests paints.
const holdMs = 300;
const slack = 8; // px, how much a resting finger trembles

interface Stroke {
  from: Cell;
  to: Cell;
  open: boolean;
}

interface Options {
  grid: RefObject<HTMLElement | null>;
  step: number;
  enabled: boolean;
  /** Whether a stroke that begins on this cell opens or closes. */
  opens: (cell: Cell) => boolean;
  onTouch: (cell: Cell) => void;
  onPaint: (area: Area, open: boolean) => void;
}

/** Painting with mouse, pen and finger: the rectangle from where it began to where it is. */
export function useBrush({ grid, step, enabled, opens, onTouch, onPaint }: Options) {
  const [stroke, setStroke] = useState<Stroke>();
  const painting = useRef(false);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; cell: Cell; x: number; y: number }>(
    undefined,
  );
  useNoScroll(grid, painting);

  const stopWaiting = () => {
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = undefined;
  };
  const begin = (cell: Cell) => {
    painting.current = true;
    setStroke({ from: cell, to: cell, open: opens(cell) });
  };
  const cancel = () => {
    stopWaiting();
    painting.current = false;
    setStroke(undefined);
  };
  useEffect(() => () => clearTimeout(waiting.current?.timer), []);

  return {
    /** What is being painted now. */
    area: stroke && { ...areaBetween(stroke.from, stroke.to, step), open: stroke.open },
    cancel,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        const cell = cellAt(grid.current, event, step);
        if (!enabled || !cell || event.button !== 0 || !event.isPrimary) return;
        onTouch(cell);
        if (event.pointerType !== "touch") {
          grid.current?.setPointerCapture(event.pointerId);
          begin(cell);
          return;
        }
        const timer = setTimeout(() => {
          waiting.current = undefined;
          begin(cell);
        }, holdMs);
        waiting.current = { timer, cell, x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        const held = waiting.current;
        if (held && Math.hypot(event.clientX - held.x, event.clientY - held.y) > slack) stopWaiting();
        if (!painting.current || !event.isPrimary) return;
        const to = cellAt(grid.current, event, step);
        if (to)
          setStroke((s) => (s && (s.to.day !== to.day || s.to.minute !== to.minute) ? { ...s, to } : s));
      },
      onPointerUp: (event: PointerEvent) => {
        if (!event.isPrimary) return;
        const tapped = waiting.current?.cell;
        if (tapped) onPaint(areaBetween(tapped, tapped, step), opens(tapped));
        else if (stroke) onPaint(areaBetween(stroke.from, stroke.to, step), stroke.open);
        cancel();
      },
      onPointerCancel: cancel,
      // Android opens a menu for a finger that rests.
      onContextMenu: (event: { preventDefault: () => void }) => {
        if (painting.current || waiting.current) event.preventDefault();
      },
    },
  };
}

/** Keeps the page where it is while a finger paints. React's own listeners may not prevent it. */
function useNoScroll(grid: RefObject<HTMLElement | null>, painting: RefObject<boolean>): void {
  useEffect(() => {
    const element = grid.current;
    const hold = (event: TouchEvent) => {
      if (painting.current && event.cancelable) event.preventDefault();
    };
    element?.addEventListener("touchmove", hold, { passive: false });
    return () => element?.removeEventListener("touchmove", hold);
  }, [grid, painting]);
}

/** The cell under the pointer, the nearest one beyond the edge. */
function cellAt(
  grid: HTMLElement | null,
  at: { clientX: number; clientY: number },
  step: number,
): Cell | undefined {
  const cells = grid?.querySelectorAll("[role=gridcell]");
  const first = cells?.[0]?.getBoundingClientRect();
  const last = cells?.[cells.length - 1]?.getBoundingClientRect();
  if (!first || !last) return undefined;
  const part = (value: number, from: number, to: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * count)));
  return {
    day: part(at.clientX, first.left, last.right, 7),
    minute: part(at.clientY, first.top, last.bottom, shownMinutes / step) * step,
  };
}
