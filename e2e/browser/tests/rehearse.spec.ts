import { expect, type Stage, test, useStage } from "../harness";

const stage = useStage();

const rule = (title: string, more: object) => ({
  title,
  enabled: true,
  keywords: [] as string[],
  bubbles: [{ text: `${title}の返信` }],
  ...more,
});

const add = (at: Stage, title: string, more: object) =>
  at.api.send<{ id: string }>("POST", `/accounts/${at.account}/rules`, rule(title, more));

test("a message is tried: what would be answered, what it costs, and why the others do not answer", async ({
  page,
}) => {
  await add(stage(), "試食会", {
    keywords: ["試食会"],
    bubbles: [{ text: "{友だちの表示名}さん、日曜日です。" }],
  });
  await add(stage(), "試食会の予備", { keywords: ["試食会"] });
  await add(stage(), "試食会のお休み", { keywords: ["試食会"], enabled: false });
  await add(stage(), "常連の試食会", { keywords: ["試食会"], audience: { any: ["常連"] } });
  await stage().openDesk(page, "rules");
  await page.getByTestId("rules-tab-test").click();
  await page.getByTestId("test-name").fill("鈴木");
  await page.getByTestId("test-text").fill("しょくじ");
  await page.getByTestId("test-text").fill("試食会");
  await page.getByTestId("test-text").press("Enter");
  await expect(page.getByTestId("test-sentence")).toContainText("「試食会」が返信します");
  await expect(page.getByTestId("preview-bubble")).toHaveText(["鈴木さん、日曜日です。"]);
  await expect(page.getByTestId("test-cost")).toContainText("無料");
  const group = (why: string) => page.locator(`[data-testid=trace-group][data-why=${why}]`);
  await expect(group("lower_order")).toContainText("試食会の予備");
  await expect(group("off")).toContainText("試食会のお休み");
  await expect(group("audience")).toContainText("常連の試食会");
  await expect(group("no_match")).not.toHaveAttribute("open", "");

  await page.getByTestId("test-manual").dispatchEvent("click");
  await expect(page.getByTestId("test-outcome")).toHaveAttribute("data-by", "nobody");
  await expect(page.getByTestId("test-sentence")).toContainText("手動対応中");
  await expect(page.getByTestId("preview-bubble")).toHaveCount(0);
});

test("a talk's message is tried with its friend, and then sent for real", async ({ page }) => {
  await add(stage(), "割引券", {
    keywords: ["割引券"],
    bubbles: [{ text: "{友だちの表示名}さんへ、割引券です。" }],
  });
  const friend = await stage().friendWho("やあ", "田中 割引");
  await stage().openDesk(page, "rules/test");
  await page.getByTestId("test-friend").fill("田中");
  await page.getByRole("option", { name: "田中 割引" }).click();
  await page.getByTestId("test-text").fill("わりびきけん");
  await page.getByTestId("test-text").fill("割引券！");
  await expect(page.getByTestId("preview-bubble")).toHaveText(["田中 割引さんへ、割引券です。"]);
  const question = await stage().sim.write(friend, "割引券！");
  await stage().sim.waitForAnswer(friend, question);
  const got = await stage().sim.answersTo(friend, question);
  expect(got.map((b) => b.body.text)).toEqual(["田中 割引さんへ、割引券です。"]);
});

test("what friends sent is offered, and other kinds than text can be tried", async ({ page }) => {
  await stage().friendWho("試しの一言");
  await stage().openDesk(page, "rules/test?kind=follow");
  await expect(page.getByTestId("test-outcome")).toBeVisible();
  await page.getByTestId("test-example").filter({ hasText: "試しの一言" }).click();
  await expect(page.getByTestId("test-text")).toHaveValue("試しの一言");
  await expect(page.getByTestId("test-sentence")).toBeVisible();
});

test("an edit is tried on the messages of today before it is saved", async ({ page }) => {
  const { id } = await add(stage(), "新豆", { keywords: ["新豆"], bubbles: [{ text: "来月です。" }] });
  const friend = await stage().friendWho("新豆", "小川 豆子");
  await stage().sim.write(friend, "新豆");
  await stage().sim.idle();
  await stage().openDesk(page, `rules/${id}`);
  await page.getByTestId("rule-bubble").first().fill("入荷しました。");
  await page.getByTestId("replay-open").click();
  await expect(page.getByTestId("replay-summary")).toContainText("2件の返信が変わります");
  const change = page.getByTestId("replay-change").first();
  await expect(change).toContainText("小川 豆子");
  await expect(change).toContainText("来月です。");
  await expect(change).toContainText("入荷しました。");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("rule-bubble").first()).toHaveValue("入荷しました。");
});
