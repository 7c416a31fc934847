import type { Page } from "@playwright/test";
import { expect, test, useStage } from "../harness";

interface Rule {
  id: string;
  title: string;
  enabled: boolean;
  keywords: string[];
  bubbles: { text: string }[];
}

const stage = useStage();

const rulesOf = async () =>
  (await stage().api.get<{ items: Rule[] }>(`/accounts/${stage().account}/rules`)).items;

/** A rule that is there before the page opens. */
const addRule = (title: string, keyword: string, text: string) =>
  stage().api.send<Rule>("POST", `/accounts/${stage().account}/rules`, {
    title,
    enabled: true,
    keywords: [keyword],
    bubbles: [{ text }],
  });

const row = (page: Page, title: string) => page.getByTestId("rule-row").filter({ hasText: title });

/** What the account answers to a text now, all bubbles of it. */
async function answer(text: string): Promise<(string | undefined)[]> {
  const { sim } = stage();
  const friend = await stage().newFriend();
  const question = await sim.write(friend, text);
  await sim.waitForAnswer(friend, question);
  return (await sim.answersTo(friend, question)).map((b) => b.body.text);
}

test("a rule with keywords and two bubbles: previewed as the friend sees it, saved, and answering", async ({
  page,
}) => {
  await stage().openDesk(page, "rules");
  await page.getByTestId("rule-new").click();
  await page.getByTestId("rule-title").fill("ケーキ");
  const keywords = page.getByTestId("rule-keyword");
  await keywords.fill("ケーキ");
  await keywords.press("Enter");
  await keywords.pressSequentially("タルト、");
  await expect(page.getByText("タルト", { exact: true })).toBeVisible();
  // What an input method writes is no key press.
  const cdp = await page.context().newCDPSession(page);
  const compose = { text: "ぷりん、", selectionStart: 4, selectionEnd: 4 };
  await cdp.send("Input.imeSetComposition", compose);
  await expect(keywords).toHaveValue("ぷりん、");
  await cdp.send("Input.insertText", { text: "プリン、" });
  await expect(page.getByText("プリン", { exact: true })).toBeVisible();
  await expect(keywords).toHaveValue("");
  await page.getByTestId("rule-bubble").first().fill("今週は");
  await page.getByRole("button", { name: "{友だちの表示名}" }).first().click();
  await expect(page.getByTestId("rule-bubble").first()).toHaveValue("今週は{友だちの表示名}");
  await page.getByTestId("rule-bubble").first().fill("{友だちの表示名}さん、今週は洋梨のタルトです。");
  await page.getByTestId("rule-bubble-add").click();
  await page
    .getByTestId("rule-bubble")
    .nth(1)
    .fill("{アカウント名}でお待ちしています。\nお取り置きもできます。");
  await expect(page.getByTestId("preview-bubble")).toHaveText([
    "山田 花子さん、今週は洋梨のタルトです。",
    "さくら珈琲店でお待ちしています。\nお取り置きもできます。",
  ]);
  await page.getByTestId("rule-save").click();
  await expect(row(page, "ケーキ")).toContainText("タルト");

  const friend = await stage().newFriend("鈴木 ケーキ");
  const question = await stage().sim.write(friend, "けーき");
  await stage().sim.waitForAnswer(friend, question);
  expect((await stage().sim.answersTo(friend, question)).map((b) => b.body.text)).toEqual([
    "鈴木 ケーキさん、今週は洋梨のタルトです。",
    "さくら珈琲店でお待ちしています。\nお取り置きもできます。",
  ]);
  expect(await answer("タルト")).toHaveLength(2);
});

test("a rule that is turned off no longer answers, and answers again when it is on", async ({ page }) => {
  const rule = await addRule("紅茶", "紅茶", "ダージリンとアッサムがあります。");
  await stage().openDesk(page, "rules");
  const toggle = row(page, rule.title).getByTestId("rule-toggle");
  await expect(toggle).toBeChecked();
  expect(await answer("紅茶")).toEqual(["ダージリンとアッサムがあります。"]);

  await row(page, rule.title).getByRole("switch").click({ force: true });
  await expect(row(page, rule.title)).toHaveAttribute("data-off");
  await expect.poll(async () => (await rulesOf()).find((r) => r.id === rule.id)?.enabled).toBe(false);
  expect((await answer("紅茶"))[0]).toContain("スタッフが確認して");

  await row(page, rule.title).getByRole("switch").click({ force: true });
  await expect.poll(async () => (await rulesOf()).find((r) => r.id === rule.id)?.enabled).toBe(true);
  expect(await answer("紅茶")).toEqual(["ダージリンとアッサムがあります。"]);
});

test("the order is changed by keyboard, is kept, and decides who answers", async ({ page }) => {
  const first = await addRule("席その一", "テラス席", "その一です。");
  const second = await addRule("席その二", "テラス席", "その二です。");
  await stage().openDesk(page, "rules");
  await expect(row(page, second.title)).toBeVisible();
  expect(await answer("テラス席")).toEqual(["その一です。"]);

  const grip = row(page, second.title).getByTestId("rule-drag");
  const said = page.getByRole("status").filter({ hasText: "席その二" });
  await grip.focus();
  await page.keyboard.press("Space");
  await expect(row(page, second.title)).toHaveAttribute("data-dragging");
  const place = (await rulesOf()).findIndex((r) => r.id === second.id);
  await expect(async () => {
    await page.keyboard.press("ArrowUp");
    await expect(said).toContainText(`${place}番目`, { timeout: 500 });
  }).toPass();
  await page.keyboard.press("Space");
  await expect(said).toContainText("に置きました");
  await expect
    .poll(async () => (await rulesOf()).filter((r) => r.title.startsWith("席")).map((r) => r.id))
    .toEqual([second.id, first.id]);
  expect(await answer("テラス席")).toEqual(["その二です。"]);

  await row(page, second.title).getByTestId("rule-menu").click();
  await page.getByRole("menuitem", { name: "下へ移動" }).click();
  await expect
    .poll(async () => (await rulesOf()).filter((r) => r.title.startsWith("席")).map((r) => r.id))
    .toEqual([first.id, second.id]);
});

test("a deleted rule can be called back, and is gone when nobody does", async ({ page }) => {
  const rule = await addRule("消す候補", "消す候補", "まだいます。");
  await stage().openDesk(page, "rules");
  const remove = async () => {
    await row(page, rule.title).getByTestId("rule-menu").click();
    await page.getByTestId("rule-delete").click();
    await expect(row(page, rule.title)).toHaveCount(0);
  };
  await remove();
  await page.getByTestId("rule-undo").click();
  await expect(row(page, rule.title)).toBeVisible();
  expect(await answer("消す候補")).toEqual(["まだいます。"]);

  await remove();
  await page.goto(stage().page("talks")); // leaving takes the chance to undo with it
  await expect.poll(async () => (await rulesOf()).some((r) => r.id === rule.id)).toBe(false);
  expect((await answer("消す候補"))[0]).toContain("スタッフが確認して");
});

test("what is missing or too long is said where it is, with its count", async ({ page }) => {
  await stage().openDesk(page, "rules/new");
  await page.getByTestId("rule-save").click();
  await expect(page.getByText("タイトルは1〜50字で入力してください（いま0字）。")).toBeVisible();
  await expect(page.getByText("キーワードを1つ以上入力してください。")).toBeVisible();
  await expect(page.getByText("文章を入力してください。")).toBeVisible();

  const bubble = page.getByTestId("rule-bubble");
  await bubble.fill("あ".repeat(5001));
  await expect(page.getByTestId("rule-bubble-count")).toHaveText("5001/5000字");
  await page.getByTestId("rule-title").fill("長い");
  await page.getByTestId("rule-save").click();
  await expect(page.getByText("5000字までです（いま5001字）。")).toBeVisible();
  await expect(bubble).toHaveAttribute("aria-invalid", "true");
  await bubble.fill("😀".repeat(2500)); // two units each, as LINE counts
  await expect(page.getByTestId("rule-bubble-count")).toHaveText("5000/5000字");
});

test("going back with unsaved changes asks first; staying keeps them", async ({ page }) => {
  const rule = await addRule("戻る前に", "戻る前に", "もとの文章");
  await stage().openDesk(page, "rules");
  await row(page, rule.title).getByRole("link").click();
  const bubble = page.getByTestId("rule-bubble");
  await expect(bubble).toHaveValue("もとの文章");
  await bubble.fill("書き直した文章");
  await page.goBack();
  const dialog = page.getByRole("dialog", { name: "保存していない変更があります" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "編集を続ける" }).click();
  await expect(bubble).toHaveValue("書き直した文章");

  await page.goBack();
  await dialog.getByRole("button", { name: "保存せずに移動" }).click();
  await expect(page.getByTestId("rules-list")).toBeVisible();
  expect((await rulesOf()).find((r) => r.id === rule.id)?.bubbles).toEqual([{ text: "もとの文章" }]);
});
