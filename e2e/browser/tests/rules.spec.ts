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

/** The row of the rule with this title; other rows may mention it in their warnings. */
const row = (page: Page, title: string) =>
  page.getByTestId("rule-row").filter({ has: page.getByRole("button", { name: `「${title}」の操作` }) });

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

test("rules are put into folders, found in them, and ordered among those that are shown", async ({
  page,
}) => {
  const first = await addRule("菓子その一", "焼き菓子", "クッキーです。");
  const between = await addRule("間のもの", "間のもの", "間です。");
  const second = await addRule("菓子その二", "焼き菓子", "サブレです。");
  await stage().openDesk(page, "rules");
  for (const { title } of [first, second]) {
    await row(page, title).getByTestId("rule-menu").click();
    await page.getByTestId("rule-move-folder").click();
    await page.getByTestId("folder-name").fill("焼き菓子の棚");
    await page.getByTestId("folder-move").click();
    await expect(page.getByText(`「${title}」を「焼き菓子の棚」へ移動しました`)).toBeVisible();
  }
  const head = page.getByTestId("rules-folder-head").filter({ hasText: "焼き菓子の棚（2件）" });
  await expect(head).toHaveAttribute("aria-expanded", "true");
  await head.click();
  await expect(row(page, first.title)).toHaveCount(0);
  await expect(row(page, between.title)).toBeVisible();

  // What is searched for shows itself, in a closed folder too.
  await page.getByTestId("rules-search").fill("さぶれ");
  await expect(page.getByTestId("rule-row")).toHaveCount(1);
  await expect(row(page, second.title)).toBeVisible();
  await page.getByTestId("rules-filter-reset").click();
  await page.getByTestId("rules-folder").selectOption("焼き菓子の棚");
  await expect(page.getByTestId("rule-row")).toHaveCount(2);
  await expect(page.getByTestId("rules-order-note")).toBeVisible();
  await row(page, second.title).getByTestId("rule-menu").click();
  await page.getByRole("menuitem", { name: "上へ移動" }).click();
  const order = async () =>
    (await rulesOf()).map(({ id }) => id).filter((id) => [first.id, between.id, second.id].includes(id));
  await expect.poll(order).toEqual([second.id, first.id, between.id]);
  expect(await answer("焼き菓子")).toEqual(["サブレです。"]);
});

test("the figure of a rule rises with its answers, without a reload", async ({ page }) => {
  await page.clock.install();
  const rule = await addRule("数える", "数える", "数えました。");
  await stage().openDesk(page, "rules");
  const hits = row(page, rule.title).getByTestId("rule-hits");
  await expect(hits).toHaveText("まだ応答なし");
  await answer("数える");
  await answer("数える");
  await page.clock.runFor(31_000);
  await expect(hits).toContainText("今までに2回・最終");
});

test("a colleague's change is not overwritten unknowingly", async ({ page, complaints }) => {
  complaints.allow(/status of 409/);
  const rule = await addRule("二人で直す", "二人で直す", "もとの文章");
  const path = `/accounts/${stage().account}/rules/${rule.id}`;
  const change = (text: string) =>
    stage().api.send("PUT", path, {
      title: rule.title,
      enabled: true,
      keywords: rule.keywords,
      bubbles: [{ text }],
    });
  await stage().openDesk(page, `rules/${rule.id}`);
  const bubble = page.getByTestId("rule-bubble");
  await bubble.fill("わたしの文章");
  await change("同僚の文章");
  await expect(page.getByTestId("rule-conflict")).toBeVisible();
  await expect(page.getByTestId("rule-save")).toBeDisabled();
  await page.getByTestId("rule-conflict-load").click();
  await expect(bubble).toHaveValue("同僚の文章");
  await expect(page.getByTestId("rule-conflict")).toHaveCount(0);

  await bubble.fill("わたしの文章");
  await change("同僚の次の文章");
  await page.getByTestId("rule-conflict-overwrite").click();
  await expect(row(page, rule.title)).toContainText("わたしの文章");
});

test("several uniform replies are asked in order, or drawn as in LINE's manager", async ({ page }) => {
  const settings = `/accounts/${stage().account}/settings`;
  const rule = await stage().api.send<Rule>("POST", `/accounts/${stage().account}/rules`, {
    title: "もう一つの一律応答",
    enabled: true,
    keywords: [],
    bubbles: [{ text: "少々お待ちください。" }],
  });
  const before = await stage().api.get<Record<string, unknown>>(settings);
  await stage().openDesk(page, "rules");
  await expect(row(page, rule.title).getByTestId("rule-warnings")).toContainText("がいつも返信するので");
  await page.getByTestId("rules-uniform-choice").getByText("ランダムに選ぶ").click();
  await expect
    .poll(() => stage().api.get<Record<string, unknown>>(settings))
    .toEqual({ ...before, uniform: "random" });
  await expect(row(page, rule.title).getByTestId("rule-warnings")).toHaveCount(0);
});
