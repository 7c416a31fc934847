import { fireEvent, render, screen, within } from "@testing-library/react";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import en from "@/i18n/en";
import { WeekGrid } from "./WeekGrid";
import { weekFromApi } from "./week";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en }, defaultNS: "common" });
});
afterEach(() => document.body.replaceChildren());

function show(props: { readOnly: boolean }) {
  const onPaint = vi.fn();
  const onUndo = vi.fn();
  const week = weekFromApi({ mon: ["09:00-10:00"], sun: ["22:00-25:00"] });
  render(<WeekGrid week={week} step={30} onPaint={onPaint} onUndo={onUndo} {...props} />);
  return { onPaint, onUndo, grid: screen.getByRole("grid", { name: "Business hours of the week" }) };
}

it("names days, times and cells, says what is open, and is one stop for Tab", () => {
  const { grid } = show({ readOnly: false });
  expect(within(grid).getAllByRole("row")).toHaveLength(61);
  expect(within(grid).getByRole("columnheader", { name: "Sunday" })).toBeTruthy();
  const open = within(grid).getAllByRole("gridcell", { selected: true });
  expect(open.map((cell) => cell.getAttribute("aria-label"))).toEqual([
    "Monday 00:00–00:30", // Sunday's tail
    "Monday 00:30–01:00",
    "Monday 09:00–09:30",
    "Monday 09:30–10:00",
    "Sunday 22:00–22:30",
    "Sunday 22:30–23:00",
    "Sunday 23:00–23:30",
    "Sunday 23:30–24:00",
    "Sunday 24:00–24:30",
    "Sunday 24:30–25:00",
  ]);
  const stops = within(grid)
    .getAllByRole("gridcell")
    .filter((cell) => cell.tabIndex === 0);
  expect(stops.map((cell) => cell.getAttribute("aria-label"))).toEqual(["Monday 09:00–09:30"]);
});

it("paints with Space: what is open closes, what is not opens", () => {
  const { onPaint, onUndo, grid } = show({ readOnly: false });
  const press = (key: string, ctrlKey = false) => fireEvent.keyDown(grid, { key, ctrlKey });
  const nine = { firstDay: 0, lastDay: 0, start: 540, end: 570 };
  press(" ");
  expect(onPaint).toHaveBeenLastCalledWith(nine, false);
  press("ArrowRight");
  press(" ");
  expect(onPaint).toHaveBeenLastCalledWith({ ...nine, firstDay: 1, lastDay: 1 }, true);
  press("z", true);
  expect(onUndo).toHaveBeenCalledOnce();
});

it("can be read and not painted by those who may not change it", () => {
  const { onPaint, onUndo, grid } = show({ readOnly: true });
  expect(grid.getAttribute("aria-readonly")).toBe("true");
  for (const key of [" ", "Delete"]) fireEvent.keyDown(grid, { key });
  fireEvent.keyDown(grid, { key: "z", ctrlKey: true });
  const [cell] = within(grid).getAllByRole("gridcell");
  if (cell) fireEvent.pointerDown(cell, { button: 0, isPrimary: true, pointerType: "mouse" });
  fireEvent.pointerUp(grid, { isPrimary: true });
  expect(onPaint).not.toHaveBeenCalled();
  expect(onUndo).not.toHaveBeenCalled();
  fireEvent.keyDown(grid, { key: "ArrowDown" });
  expect(screen.getByRole("gridcell", { name: "Monday 09:30–10:00" }).tabIndex).toBe(0);
});
