import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { imagemapWidth } from "../check/limits";
import { Picture } from "../preview/Picture";
import type { Area, Imagemap } from "../types";
import { between, shifted, stretched } from "./areas";
import classes from "./Imagemap.module.css";

interface Props {
  value: Imagemap;
  onArea: (index: number, area: Area) => void;
  onDraw: (area: Area) => void;
  onRemove: (index: number) => void;
  testId: string;
}

interface Stroke {
  kind: "draw" | "move" | "stretch";
  index: number;
  from: { x: number; y: number };
  start: Area;
}

const least = 16; // a shorter stroke is a slip
const step = 10;

/** The picture with its areas: drawn, moved and stretched by pointer or keys. */
export function AreaCanvas({ value, onArea, onDraw, onRemove, testId }: Props) {
  const { t } = useTranslation("bubbles");
  const frame = useRef<HTMLDivElement>(null);
  const [stroke, setStroke] = useState<Stroke>();
  const [drawn, setDrawn] = useState<Area>();
  const size = { width: value.baseSize.width || imagemapWidth, height: value.baseSize.height || 1 };

  const pointOf = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box?.width) return { x: 0, y: 0 };
    return {
      x: ((event.clientX - box.left) / box.width) * size.width,
      y: ((event.clientY - box.top) / box.height) * size.height,
    };
  };
  const begin = (kind: Stroke["kind"], index: number, start: Area) => (event: PointerEvent) => {
    event.stopPropagation();
    frame.current?.setPointerCapture(event.pointerId);
    setStroke({ kind, index, from: pointOf(event), start });
  };
  const go = (event: PointerEvent) => {
    if (!stroke) return;
    const to = pointOf(event);
    if (stroke.kind === "draw") {
      setDrawn(between(stroke.from, to, size));
      return;
    }
    const change = stroke.kind === "move" ? shifted : stretched;
    onArea(stroke.index, change(stroke.start, to.x - stroke.from.x, to.y - stroke.from.y, size));
  };
  const end = () => {
    if (drawn && drawn.width >= least && drawn.height >= least) onDraw(drawn);
    setStroke(undefined);
    setDrawn(undefined);
  };
  const onKey = (index: number, area: Area) => (event: KeyboardEvent) => {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onRemove(index);
      return;
    }
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[
      event.key
    ];
    if (!by) return;
    event.preventDefault();
    onArea(index, (event.shiftKey ? stretched : shifted)(area, by[0] ?? 0, by[1] ?? 0, size));
  };
  const place = (area: Area) => ({
    left: `${(area.x / size.width) * 100}%`,
    top: `${(area.y / size.height) * 100}%`,
    width: `${(area.width / size.width) * 100}%`,
    height: `${(area.height / size.height) * 100}%`,
  });

  return (
    <div
      ref={frame}
      className={classes.canvas}
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      onPointerDown={begin("draw", -1, { x: 0, y: 0, width: 0, height: 0 })}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={end}
      data-testid={`${testId}-canvas`}
    >
      <Picture url={value.baseUrl && `${value.baseUrl}/${imagemapWidth}`} className={classes.picture} />
      {value.actions.map(({ area }, i) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: an area is its place in the list
          key={i}
          type="button"
          className={classes.area}
          style={place(area)}
          aria-label={t("imagemap.areaAt", { number: i + 1, ...area })}
          aria-describedby={`${testId}-keys`}
          onPointerDown={begin("move", i, area)}
          onKeyDown={onKey(i, area)}
          data-testid={`${testId}-area`}
        >
          {i + 1}
          <span className={classes.corner} onPointerDown={begin("stretch", i, area)} />
        </button>
      ))}
      {drawn && <div className={classes.drawn} style={place(drawn)} />}
    </div>
  );
}
