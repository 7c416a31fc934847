import { expect, test, useStage } from "../harness";
import { type CalendarDay, everyDay, hoursOn } from "./hours.page";

const stage = useStage();
const { given, open, path } = hoursOn(stage);

test("a second schedule is added, used, renamed where it is used, deleted and brought back", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const { api } = stage();
  await given({ week: everyDay(["10:00-19:00"]) });
  const hours = await open(page);
  const tab = (name: string) => page.locator(`[data-testid=schedule-tab][data-schedule="${name}"]`);
  const names = async () =>
    (await api.get<{ items: { name: string }[] }>(path("schedules"))).items.map(({ name }) => name);

  await test.step("it begins as the shown one is, and has hours of its own", async () => {
    await page.getByTestId("schedule-add").click();
    await page.getByTestId("schedule-name").fill("電話");
    await page.getByTestId("schedule-done").click();
    await expect(tab("電話")).toHaveAttribute("aria-pressed", "true");
    expect(await hours.fields("mon")).toEqual(["10:00-19:00"]);
    await expect(page.getByTestId("schedule-users")).toContainText("まだどこからも使われていません");
    await page.getByTestId("hours-mon-0-end").fill("12:00");
    await hours.save();
    await tab("").click();
    expect(await hours.fields("mon")).toEqual(["10:00-19:00"]);
    await tab("電話").click();
    expect(await hours.fields("mon")).toEqual(["10:00-12:00"]);
    const calendar = await api.get<{ items: CalendarDay[] }>(
      path(`hours/calendar?name=${encodeURIComponent("電話")}`),
    );
    const monday = calendar.items.find((day) => new Date(day.date).getUTCDay() === 1);
    await expect(await hours.calendarDay(monday?.date ?? "")).toContainText("10:00–12:00");
  });

  await test.step("a rule that keeps to it is named, and keeps it from being deleted", async () => {
    await api.send("POST", path("rules"), {
      title: "電話の案内",
      enabled: true,
      keywords: ["電話番号"],
      bubbles: [{ text: "0120" }],
      schedule: { hours: "inside", hoursName: "電話" },
    });
    await page.reload();
    await tab("電話").click();
    await expect(page.getByTestId("schedule-users")).toContainText("応答メッセージ「電話の案内」");
    await expect(page.getByTestId("schedule-delete")).toBeDisabled();
    await expect(page.getByText("使われている間は削除できません。")).toBeVisible();
  });

  await test.step("another name reaches the rule", async () => {
    await page.getByTestId("schedule-rename").click();
    await page.getByTestId("schedule-name").fill("コールセンター");
    await page.getByTestId("schedule-done").click();
    await expect(tab("コールセンター")).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByTestId("schedule-users")).toContainText("応答メッセージ「電話の案内」");
    expect(await names()).toEqual(["", "コールセンター"]);
  });

  await test.step("the account keeps to it, and the sentence with it", async () => {
    await page.getByTestId("schedule-account").click();
    await page.getByRole("option", { name: "コールセンター" }).click();
    await page.getByTestId("settings-save").click();
    await expect(page.getByTestId("schedule-users")).toContainText("このアカウントの応答時間");
    await expect
      .poll(async () => (await api.get<{ hoursName?: string }>(path("settings"))).hoursName)
      .toBe("コールセンター");
    await page.getByTestId("schedule-account").click();
    await page.getByRole("option", { name: "基本" }).click();
    await page.getByTestId("settings-save").click();
    await expect
      .poll(async () => (await api.get<{ hoursName?: string }>(path("settings"))).hoursName ?? "")
      .toBe("");
  });

  await test.step("nobody uses it any more: it goes, and comes back", async () => {
    const { items } = await api.get<{ items: { id: string; title: string }[] }>(path("rules"));
    await api.send("DELETE", path(`rules/${items.find(({ title }) => title === "電話の案内")?.id}`));
    await tab("コールセンター").click();
    await page.getByTestId("schedule-delete").click();
    await expect(tab("コールセンター")).toHaveCount(0);
    await page.getByTestId("special-undo").click();
    await expect(tab("コールセンター")).toHaveAttribute("aria-pressed", "true");
    expect(await hours.fields("mon")).toEqual(["10:00-12:00"]);
    await api.send("DELETE", path(`hours?name=${encodeURIComponent("コールセンター")}`));
  });
});
