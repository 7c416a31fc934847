import { expect, test, useStage } from "../harness";

const stage = useStage();

// Whatever hour it is, rules are asked; and no uniform reply answers all.
test.beforeAll(async () => {
  const { api, account } = stage();
  await stage().changeSettings({ hours: false, inside: "auto" });
  const rules = await api.get<{ items: { id: string; keywords: string[] }[] }>(`/accounts/${account}/rules`);
  for (const rule of rules.items.filter((one) => one.keywords.length === 0)) {
    await api.send("DELETE", `/accounts/${account}/rules/${rule.id}`);
  }
});

test("a text that nobody answered becomes a rule, and is then answered", async ({ page }) => {
  const friend = await stage().friendWho("ギフト包装はできますか", "贈物 花子");
  await stage().sim.write(friend, "ギフト包装できますか？");
  await stage().sim.idle();
  await stage().openDesk(page, "rules/suggestions");
  const card = page.getByTestId("suggestion").filter({ hasText: "ギフト包装" });
  await expect(card).toContainText("2回");
  await expect(card.getByTestId("suggest-example").first()).toHaveText("贈物 花子");
  await card.getByTestId("suggest-new").click();
  await expect(page.getByTestId("rule-title")).toHaveValue(/ギフト包装/);
  await page.getByTestId("rule-bubble").first().fill("無料でお包みします。");
  await page.getByTestId("rule-save").click();
  await expect(page.getByTestId("rule-row").filter({ hasText: "ギフト包装" })).toBeVisible();

  const question = await stage().sim.write(friend, "ギフト包装できますか");
  await stage().sim.waitForAnswer(friend, question);
  const got = await stage().sim.answersTo(friend, question);
  expect(got.map((b) => b.body.text)).toEqual(["無料でお包みします。"]);
  await stage().openDesk(page, "rules/suggestions");
  await expect(page.getByTestId("rules-tab-suggestions")).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("a suggestion goes to a rule that is like it, and can be taken back", async ({ page }) => {
  const path = `/accounts/${stage().account}/rules`;
  const { id } = await stage().api.send<{ id: string }>("POST", path, {
    title: "紅茶",
    enabled: true,
    keywords: ["紅茶"],
    bubbles: [{ text: "ダージリンです。" }],
  });
  const keywords = async () => (await stage().api.get<{ keywords: string[] }>(`${path}/${id}`)).keywords;
  await stage().friendWho("紅茶はありますか");
  await stage().openDesk(page, "rules/suggestions");
  const card = page.getByTestId("suggestion").filter({ hasText: "紅茶はありますか" });
  await card.getByTestId("suggest-add").click();
  await expect(page.getByRole("radio", { name: "紅茶" })).toBeChecked();
  await page.getByTestId("suggest-add-submit").click();
  await expect(card).toHaveCount(0);
  expect(await keywords()).toEqual(["紅茶", "紅茶はありますか"]);
  await page.getByTestId("suggest-undo").click();
  await expect(card).toBeVisible();
  expect(await keywords()).toEqual(["紅茶"]);
});

test("a suggestion that nobody wants goes away and comes back", async ({ page }) => {
  await stage().friendWho("おはようございます〜");
  await stage().openDesk(page, "rules/suggestions");
  const card = page.getByTestId("suggestion").filter({ hasText: "おはようございます" });
  await card.getByTestId("suggest-dismiss").click();
  await expect(card).toHaveCount(0);
  await page.getByTestId("suggest-undo").click();
  await expect(card).toBeVisible();
  await card.getByTestId("suggest-dismiss").click();
  await expect(card).toHaveCount(0);
  await page.getByTestId("suggest-dismissed").click();
  await card.getByTestId("suggest-dismiss").click();
  await expect(card).toHaveCount(0);
  await page.getByTestId("suggest-dismissed").click();
  await expect(card).toBeVisible();
});
