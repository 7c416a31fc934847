import type { Locator, Page } from "@playwright/test";
import { expect, type Stage } from "../harness";

export interface CalendarDay {
  date: string;
  slots: string[];
  holiday?: string;
}

export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const everyDay = (slots: string[]) => Object.fromEntries(days.map((day) => [day, slots]));
/** What tests of hours do through the API, and how they open the page. */
export const hoursOn = (stage: () => Stage) => {
  const path = (rest: string) => `/accounts/${stage().account}/${rest}`;
  return {
    path,
    saved: () => stage().api.get<{ week: Record<string, string[]> }>(path("hours")),
    calendar: async () => (await stage().api.get<{ items: CalendarDay[] }>(path("hours/calendar"))).items,
    /** The hours that a test begins with, beside all that the sample shop has. */
    given: (hours: { week: Record<string, string[]>; holidays?: object; special?: object[] }) =>
      stage().api.send("PUT", path("hours"), { zone: "Asia/Tokyo", ...hours }),
    open: async (page: Page): Promise<HoursPage> => {
      await stage().openDesk(page, "settings");
      const hours = new HoursPage(page);
      await expect(hours.grid).toBeVisible({ timeout: 15_000 }); // the whole desk is loaded before
      return hours;
    },
  };
};

/** The page of the response settings, as one who changes hours uses it. */
export class HoursPage {
  readonly grid: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByTestId("hours-grid");
  }

  cell(day: string, clock: string): Locator {
    const [hour = 0, minute = 0] = clock.split(":").map(Number);
    return this.page.locator(`[data-cell="${days.indexOf(day)}.${hour * 60 + minute}"]`);
  }

  /** The fields of a day, such as ["10:00-14:00", "17:00-25:00"]. */
  async fields(day: string): Promise<string[]> {
    const inputs = await this.page
      .getByTestId(`hours-day-${day}`)
      .getByRole("textbox")
      .evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value));
    return Array.from({ length: inputs.length / 2 }, (_, i) => `${inputs[2 * i]}-${inputs[2 * i + 1]}`);
  }

  /** Both ends in sight, and where they are. */
  async ends(from: Locator, to: Locator): Promise<[Point, Point]> {
    await from.evaluate((cell) => cell.scrollIntoView({ block: "center" }));
    return [await middle(from), await middle(to)];
  }

  async save(): Promise<void> {
    const answered = this.page.waitForResponse(
      (response) =>
        response.request().method() === "PUT" && new URL(response.url()).pathname.endsWith("/hours"),
    );
    await this.page.getByTestId("settings-save").click();
    expect((await answered).status()).toBe(200);
    await expect(this.page.getByTestId("calendar-note")).toHaveText("保存されている応答時間の予定です。");
  }

  /** The day in the calendar, with its month chosen. */
  async calendarDay(date: string): Promise<Locator> {
    const month = `${Number(date.slice(5, 7))}月`;
    await this.page.getByTestId("calendar-months").getByText(month, { exact: true }).click();
    return this.page.locator(`[data-testid=calendar-day][data-date="${date}"]`);
  }
}

export interface Point {
  x: number;
  y: number;
}

export async function middle(cell: Locator): Promise<Point> {
  const box = await cell.boundingBox();
  if (!box) throw new Error("the cell is not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
