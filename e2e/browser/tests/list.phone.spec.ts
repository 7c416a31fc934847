import { expect, test, useStage } from "../harness";

const stage = useStage();

test("on a phone list and thread take turns, and the back button leads from one to the other", async ({
  page,
}) => {
  const desk = await stage().openDesk(page);
  await expect(desk.rows.first()).toBeVisible();
  await expect(desk.input).toHaveCount(0);
  await desk.open("佐藤はるか");
  await expect(desk.rows.first()).toBeHidden();
  await page.goBack();
  await expect(desk.rows.first()).toBeVisible();
  await expect(desk.input).toHaveCount(0);

  await desk.open("みさき🌸");
  await page.getByTestId("thread-back").click();
  await expect(desk.rows.first()).toBeVisible();
});

test("the panel about the friend opens over the thread and closes again", async ({ page }) => {
  const desk = await stage().openDesk(page);
  await desk.open("佐藤はるか");
  await page.getByTestId("info-toggle").click();
  const panel = page.getByRole("dialog", { name: "友だちの情報" });
  await expect(panel).toContainText("コーヒーと猫");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(desk.input).toBeVisible();
});
