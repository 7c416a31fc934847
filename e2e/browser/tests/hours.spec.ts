import type { Locator, Page } from "@playwright/test";
import { expect, test, useStage } from "../harness";
import { barriers, overflow } from "../harness/page";
import { days, everyDay, hoursOn, middle, type Point } from "./hours.page";

const stage = useStage();
const { calendar, given, open, path, saved } = hoursOn(stage);

interface Hand {
  down: (at: Point) => Promise<void>;
  move: (to: Point) => Promise<void>;
  up: () => Promise<void>;
}

const mouse = (page: Page): Hand => ({
  down: async (at) => {
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
  },
  move: (to) => page.mouse.move(to.x, to.y),
  up: () => page.mouse.up(),
});

/** A finger, as the browser's own protocol moves it; it rests until it paints. */
async function finger(page: Page, grid: Locator): Promise<Hand> {
  const touch = await rawFinger(page);
  return {
    ...touch,
    down: async (at) => {
      await touch.down(at);
      await expect(grid).toHaveAttribute("data-painting", "true");
    },
  };
}

async function rawFinger(page: Page): Promise<Hand> {
  const session = await page.context().newCDPSession(page);
  const send = async (type: "touchStart" | "touchMove" | "touchEnd", at?: Point) => {
    await session.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  };
  return {
    down: (at) => send("touchStart", at),
    move: (to) => send("touchMove", to),
    up: () => send("touchEnd"),
  };
}

test("the week is painted with mouse or finger, over midnight and over days, and stays after a reload", async ({
  page,
  hasTouch,
}) => {
  await given({ week: {} });
  const hours = await open(page);
  const hand = hasTouch ? await finger(page, hours.grid) : mouse(page);
  const stroke = async (from: Locator, to: Locator) => {
    const [start, end] = await hours.ends(from, to);
    await hand.down(start);
    await hand.move({ x: start.x, y: (start.y + end.y) / 2 });
    await hand.move(end);
  };
  const paint = async (from: Locator, to: Locator) => {
    await stroke(from, to);
    await hand.up();
  };

  await test.step("past midnight it is one slot of its day", async () => {
    await paint(hours.cell("fri", "20:00"), hours.cell("fri", "25:30"));
    await expect.poll(() => hours.fields("fri")).toEqual(["20:00-26:00"]);
    await expect(hours.cell("sat", "1:30")).toHaveAttribute("aria-selected", "true");
    await expect(hours.cell("sat", "2:00")).toHaveAttribute("aria-selected", "false");
  });

  await test.step("to the side it opens the same time on each day, whatever the direction", async () => {
    await paint(hours.cell("wed", "13:30"), hours.cell("mon", "10:00"));
    for (const day of ["mon", "tue", "wed"]) {
      await expect.poll(() => hours.fields(day)).toEqual(["10:00-14:00"]);
    }
    expect(await hours.fields("thu")).toEqual([]);
  });

  await test.step("from open hours it closes, and can be undone", async () => {
    await paint(hours.cell("tue", "11:00"), hours.cell("tue", "11:30"));
    await expect.poll(() => hours.fields("tue")).toEqual(["10:00-11:00", "12:00-14:00"]);
    await page.getByTestId("hours-undo").click();
    await expect.poll(() => hours.fields("tue")).toEqual(["10:00-14:00"]);
  });

  await test.step("what Escape ends changes nothing", async () => {
    await stroke(hours.cell("sun", "9:00"), hours.cell("sun", "12:00"));
    await expect(hours.cell("sun", "11:00")).toHaveAttribute("aria-selected", "true");
    await hours.cell("sun", "9:00").press("Escape");
    await hand.up();
    expect(await hours.fields("sun")).toEqual([]);
  });

  await test.step("a click or a tap opens one cell", async () => {
    await hours.ends(hours.cell("sun", "10:00"), hours.cell("sun", "10:00"));
    if (hasTouch) await hours.cell("sun", "10:00").tap();
    else await hours.cell("sun", "10:00").click();
    await expect.poll(() => hours.fields("sun")).toEqual(["10:00-10:30"]);
  });

  await hours.save();
  await page.reload();
  await expect(hours.grid).toBeVisible();
  expect(await hours.fields("fri")).toEqual(["20:00-26:00"]);
  await expect(hours.cell("mon", "10:00")).toHaveAttribute("aria-selected", "true");
  expect((await saved()).week).toMatchObject({ mon: ["10:00-14:00"], fri: ["20:00-26:00"] });
});

test("a finger that moves at once scrolls the page and paints nothing", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await given({ week: {} });
  const hours = await open(page);
  const touch = await rawFinger(page);
  const [from, to] = await hours.ends(hours.cell("thu", "14:00"), hours.cell("thu", "10:00"));
  await touch.down(from);
  for (let i = 1; i <= 8; i += 1) await touch.move({ x: from.x, y: from.y + ((to.y - from.y) * i) / 8 });
  await touch.up();
  await expect.poll(async () => (await middle(hours.cell("thu", "14:00"))).y).toBeLessThan(from.y);
  expect(await hours.fields("thu")).toEqual([]);
  await expect(page.getByTestId("hours-undo")).toBeDisabled();
  await context.close();
});

test("the week is painted with the keyboard alone, and grid and fields agree", async ({ page }) => {
  await given({ week: { mon: ["10:00-12:00"] } });
  const hours = await open(page);
  await page.getByTestId("hours-undo").waitFor();

  await test.step("one stop for Tab, arrows inside, Shift extends, Space paints", async () => {
    await page.getByTestId("hours-step").getByRole("radio", { checked: true }).focus();
    await page.keyboard.press("Tab"); // nothing to undo yet, so the grid comes next
    await expect(hours.cell("mon", "9:00")).toBeFocused();
    await page.keyboard.press("ArrowRight");
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(page.getByTestId("hours-grid-said")).toHaveText(
      "火曜日から水曜日 09:00–11:00を選んでいます。",
    );
    await page.keyboard.press("Space");
    await expect(page.getByTestId("hours-grid-said")).toHaveText(
      "火曜日から水曜日 09:00–11:00を応答時間にしました。",
    );
    expect(await hours.fields("tue")).toEqual(["09:00-11:00"]);
    expect(await hours.fields("wed")).toEqual(["09:00-11:00"]);
  });

  await test.step("Delete closes, Control and Z take it back", async () => {
    await expect(hours.cell("wed", "10:30")).toBeFocused();
    await page.keyboard.press("Delete");
    expect(await hours.fields("wed")).toEqual(["09:00-10:30"]);
    await page.keyboard.press("Control+z");
    expect(await hours.fields("wed")).toEqual(["09:00-11:00"]);
  });

  await test.step("what is typed in a field shows in the grid, to the minute", async () => {
    await page.getByTestId("hours-mon-0-end").fill("1315");
    await page.getByTestId("hours-mon-0-end").blur();
    expect(await hours.fields("mon")).toEqual(["10:00-13:15"]);
    await expect(hours.cell("mon", "12:30")).toHaveAttribute("aria-selected", "true");
    await expect(hours.cell("mon", "13:00")).toHaveAttribute("aria-selected", "false");
    await page.getByTestId("hours-step").getByText("15分ごと").click();
    await expect(hours.cell("mon", "13:00")).toHaveAttribute("aria-selected", "true");
  });

  await test.step("a day is copied to the others, and back again", async () => {
    await page.getByTestId("hours-copy-mon").click();
    await page.getByRole("menuitem", { name: "ほかの曜日すべて" }).click();
    for (const day of days) expect(await hours.fields(day)).toEqual(["10:00-13:15"]);
    await page.getByTestId("hours-undo").click();
    expect(await hours.fields("sun")).toEqual([]);
  });
});

test("public holidays can be closed or have hours of their own, and the calendar shows it", async ({
  page,
}) => {
  await given({ week: everyDay(["10:00-19:00"]) });
  // Some holiday comes within any three months.
  const holiday = (await calendar()).find((day) => day.holiday);
  if (!holiday?.holiday) throw new Error("three months without a public holiday");
  const hours = await open(page);
  const day = await hours.calendarDay(holiday.date);
  await expect(day).toContainText("10:00–19:00");
  await expect(day).toContainText(holiday.holiday);

  const modes = page.getByTestId("hours-holidays");
  await modes.getByText("休み", { exact: true }).click();
  await expect(page.getByTestId("calendar-note")).toContainText("保存すると反映されます");
  await expect(day).toContainText("10:00–19:00");
  await hours.save();
  await expect(day).toContainText("休み");
  await expect(day).not.toContainText("10:00–19:00");

  await modes.getByText("祝日だけの時間", { exact: true }).click();
  await page.getByTestId("hours-add-holiday").click();
  await page.getByTestId("hours-holiday-0-start").fill("12:00");
  await page.getByTestId("hours-holiday-0-end").fill("11:00");
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("応答時間に直すところがあります。")).toBeVisible();
  await page.getByTestId("hours-holiday-0-end").fill("15:00");
  await hours.save();
  await expect(day).toContainText("12:00–15:00");

  await page.reload();
  await expect(page.getByTestId("hours-holidays-own")).toBeChecked();
  await expect(page.getByTestId("hours-holiday-0-end")).toHaveValue("15:00");
});

test("special days are added, several in a row too, and the calendar shows them", async ({ page }) => {
  const [today, , , , , next = today] = await calendar();
  if (!today || !next) throw new Error("the calendar is empty");
  await given({
    week: everyDay(["10:00-19:00"]),
    special: [{ date: "2020-01-05", name: "むかしの休み", closed: true }],
  });
  const hours = await open(page);
  const rows = page.getByTestId("special-row").filter({ visible: true });
  await expect(rows).toHaveCount(0);
  await page.getByTestId("special-past").click();
  await expect(rows).toContainText("むかしの休み");
  await page.getByTestId("special-past").click();

  await test.step("what is missing is said at its field", async () => {
    await page.getByTestId("special-add").click();
    await page.getByTestId("special-done").click();
    await expect(page.getByText("日付を選んでください。")).toBeVisible();
    await expect(page.getByTestId("special-name")).toHaveAccessibleDescription("名前を入力してください。");
    await page.getByTestId("special-date").fill(next.date);
    await page.getByTestId("special-name").fill("棚卸し");
    await page.getByText("時間を決める").click();
    await page.getByTestId("special-0-start").fill("8:00");
    await page.getByTestId("special-0-end").fill("10:30");
    await page.getByTestId("special-done").click();
    await expect(rows).toHaveText(/棚卸し08:00–10:30/);
  });

  await test.step("every year over the turn of the year", async () => {
    await page.getByTestId("special-add").click();
    await page.getByTestId("special-kind").getByText("毎年").click();
    for (const [field, value] of [
      ["special-date-month", "12"],
      ["special-date-day", "30"],
      ["special-until-month", "01"],
      ["special-until-day", "02"],
    ] as const) {
      await page.getByTestId(field).selectOption(value);
    }
    await page.getByTestId("special-name").fill("年末年始");
    await expect(page.getByText("4日分をまとめて追加します。")).toBeVisible();
    await page.getByTestId("special-done").click();
    await expect(rows.filter({ hasText: "年末年始" })).toHaveCount(4);
  });

  await hours.save();
  const day = await hours.calendarDay(next.date);
  await expect(day).toContainText("08:00–10:30");
  await expect(day).toContainText("棚卸し");
  await page.reload();
  await expect(rows).toHaveCount(5);
  await expect(rows.filter({ hasText: "棚卸し" })).toContainText("08:00–10:30");
});

test("special days are edited, deleted and brought back", async ({ page }) => {
  const [, , , day] = await calendar();
  if (!day) throw new Error("the calendar is empty");
  await given({
    week: everyDay(["10:00-19:00"]),
    special: [
      { date: day.date, name: "棚卸し", slots: ["08:00-10:30"] },
      { date: "01-02", name: "正月休み", closed: true },
    ],
  });
  const hours = await open(page);
  const newYear = page.getByTestId("special-row").filter({ hasText: "毎年 1月2日" });
  await newYear.getByTestId("special-delete").click();
  await expect(newYear).toHaveCount(0);
  await page.getByTestId("special-undo").click();
  await expect(newYear).toHaveCount(1);

  const row = page.getByTestId("special-row").filter({ hasText: "棚卸し" });
  await row.getByTestId("special-edit").click();
  await page.getByTestId("special-dialog").getByText("休み", { exact: true }).click();
  await page.getByTestId("special-done").click();
  await expect(row).toContainText("休み");
  await hours.save();
  await expect(await hours.calendarDay(day.date)).toContainText("休み");
  await page.reload();
  await expect(row).toContainText("休み");
  await expect(newYear).toHaveCount(1);
});

test("nothing on the page stands in the way of a reader, and nothing is wider than a phone", async ({
  page,
}) => {
  const [, day] = await calendar();
  await given({
    week: { fri: ["10:00-14:00", "17:00-26:00"] },
    holidays: { mode: "own", slots: ["11:00-15:00"] },
    special: [{ date: day?.date ?? "12-31", name: "臨時休業", closed: true }],
  });
  await open(page);
  await expect(page.getByTestId("hours-calendar")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" }); // no colour halfway
    expect(await barriers(page), colorScheme).toEqual([]);
  }
  expect(await overflow(page)).toEqual({ x: 0, y: 0 });
  await page.getByTestId("special-add").click();
  await expect(page.getByTestId("special-name")).toBeVisible();
  expect(await barriers(page)).toEqual([]);
});

test("what the server refuses is said at the day and its field", async ({ page, complaints }) => {
  complaints.allow(/status of 4\d\d/);
  await given({ week: {}, special: [{ date: "12-31", name: "大晦日", closed: true }] });
  const hours = await open(page);
  // Another program wrote this between our check and the server's.
  await page.route("**/api/v1/accounts/*/hours", async (route) => {
    if (route.request().method() !== "PUT") return route.fallback();
    const body = route.request().postDataJSON();
    body.special[0].name = "長".repeat(51);
    await route.continue({ postData: body });
  });
  await hours.cell("mon", "10:00").focus();
  await page.keyboard.press("Space");
  await page.getByTestId("settings-save").click();
  const row = page.getByTestId("special-row");
  await expect(row.getByRole("alert")).toContainText("50文字");
  await row.getByTestId("special-edit").click();
  await expect(page.getByTestId("special-name")).toHaveAccessibleDescription(/50文字/);
});

// The last test: it moves the clock that all of them share.
test("on a special day a friend is answered by the method outside hours, and the sentence says so", async ({
  page,
}) => {
  const { sim, api } = stage();
  const [, , day] = await calendar();
  if (!day) throw new Error("the calendar is empty");
  await given({ week: everyDay(["00:00-24:00"]) });
  const settings = await api.get<Record<string, unknown>>(path("settings"));
  const { now: _, ...rest } = settings;
  await api.send("PUT", path("settings"), {
    ...rest,
    chat: true,
    hours: true,
    inside: "manual",
    outside: "auto",
  });

  const hours = await open(page);
  await page.getByTestId("special-add").click();
  await page.getByTestId("special-date").fill(day.date);
  await page.getByTestId("special-name").fill("社員旅行");
  await page.getByTestId("special-done").click();
  await hours.save();
  const sentence = page.getByTestId("settings-sentence");
  await expect(sentence).toHaveAttribute("data-sentence", "inside.manual");

  const friend = await stage().newFriend();
  const before = await sim.write(friend, "営業時間");
  await sim.idle();

  const { now } = await sim.advance("0s");
  const noon = Date.parse(`${day.date}T12:00:00+09:00`);
  await sim.advance(`${Math.round((noon - Date.parse(now)) / 1000)}s`);
  const after = await sim.write(friend, "営業時間");
  expect((await sim.waitForAnswer(friend, after)).method).toBe("reply");
  const talk = await sim.talk(friend);
  const between = talk.slice(
    talk.findIndex((b) => b.id === before.id) + 1,
    talk.findIndex((b) => b.id === after.id),
  );
  expect(between).toEqual([]);

  await page.reload();
  await expect(sentence).toHaveAttribute("data-sentence", "outside.auto");
  await expect(page.getByTestId("settings-now")).toHaveText(
    "いまは応答時間外です。次の開始は明日00:00です。",
  );
  await expect(await hours.calendarDay(day.date)).toContainText("今日");
});
