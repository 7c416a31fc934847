import { expect, test, useStage } from "../harness";

const stage = useStage();

test("friends are found however their names are typed", async ({ page }) => {
  await stage().friendWho("検索してください", "カフェ タナカ");
  await stage().friendWho("こちらも", "ﾃｽﾄ花子");
  const desk = await stage().openDesk(page);
  const search = page.getByTestId("conversation-search");
  for (const [typed, name] of [
    ["かふぇ", "カフェ タナカ"],
    ["たなか", "カフェ タナカ"],
    ["テスト", "ﾃｽﾄ花子"],
    ["ｅｍｉ", "Emi Nakamura"],
    ["はるか", "佐藤はるか"],
  ] as const) {
    await search.fill(typed);
    await expect(desk.rows).toHaveCount(1);
    await expect(desk.rows).toContainText(name);
  }
  await search.fill("いない人");
  await expect(page.getByText("「いない人」に合う友だちはいません")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("q")).toBe("いない人");
  await page.getByRole("button", { name: "検索をやめる" }).click();
  await expect(desk.row("佐藤はるか")).toHaveCount(1);
});

test("filters show what they say, and a link keeps them", async ({ page }) => {
  const friend = await stage().friendWho("絞り込み");
  const desk = await stage().openDesk(page);
  const filter = (name: string) => page.getByTestId(`conversation-filter-${name}`);
  await filter("unread").click();
  await expect(desk.row(friend.displayName)).toBeVisible();
  await expect(desk.rows.getByTestId("unread-badge")).toHaveCount(await desk.rows.count());
  await filter("manual").click();
  await expect(desk.row(friend.displayName)).toHaveCount(0);

  await filter("all").click();
  await desk.open(friend.displayName);
  await page.getByTestId("manual-take").click();
  await expect(desk.manualBanner).toBeVisible();
  await page.getByTestId("conversation-status").click();
  await page.getByRole("option", { name: "要対応", exact: true }).click();
  if (desk.touch) await page.getByTestId("thread-back").click();
  await filter("manual").click();
  await expect(desk.row(friend.displayName)).toBeVisible();
  await filter("unread").click();
  await expect(desk.row(friend.displayName)).toHaveCount(0); // it was opened
  await page.getByRole("button", { name: "ほかの絞り込み" }).click();
  await page.getByRole("menuitem", { name: "要対応" }).click();
  await expect(desk.rows).toHaveCount(1);
  await page.reload();
  await expect(filter("followup")).toHaveAttribute("aria-pressed", "true");
  await expect(desk.row(friend.displayName)).toContainText("要対応");
});

test("a friend whose message is the first appears in the list by itself", async ({ page }) => {
  const desk = await stage().openDesk(page);
  await expect(desk.rows.first()).toBeVisible();
  const friend = await stage().friendWho("はじめての便り");
  await expect(desk.rows.first()).toContainText(friend.displayName);
});
