import { expect, test, useStage } from "../harness";

const stage = useStage();

test("the desk is worked by keyboard: j, k, Enter, r, Esc and ?", async ({ page }) => {
  const desk = await stage().openDesk(page);
  await expect(desk.rows.nth(3)).toBeVisible();
  await page.keyboard.press("j");
  await expect(desk.rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(desk.rows.nth(2)).toBeFocused();
  await page.keyboard.press("k");
  await expect(desk.rows.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(desk.rows.nth(1)).toHaveAttribute("data-open", "true");
  await expect(desk.input).toBeVisible();

  await page.keyboard.press("r");
  await expect(desk.input).toBeFocused();
  await page.keyboard.type("jk?r");
  await expect(desk.input).toHaveValue("jk?r"); // letters are letters here
  await page.keyboard.press("Escape");
  await expect(desk.input).not.toBeFocused();
  await expect(desk.input).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByTestId("shortcut-help")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("shortcut-help")).toBeHidden();
  await expect(desk.input).toBeVisible(); // Esc closed the help, not the conversation
  await page.keyboard.press("Escape");
  await expect(page.getByText("トークを選んでください")).toBeVisible();
});
