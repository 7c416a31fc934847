import { expect, test, useStage } from "../harness";

const stage = useStage();

const hours =
  "月・火・木は10時から19時、金は10時から21時、土は9時から21時、日は9時から19時まで営業しております。\n定休日は水曜日です。";

test("a friend writes a keyword on the phone and gets the rule's answer, which the desk shows as such", async ({
  page,
  context,
}) => {
  const friend = await stage().newFriend();
  const phone = await stage().openPhone(await context.newPage(), friend);
  await phone.write("営業時間");
  await expect(phone.answer(hours)).toBeVisible();

  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const answer = desk.bubble(hours);
  await expect(answer).toHaveAttribute("data-sender", "rule");
  await expect(answer).toHaveAttribute("data-state", "accepted");
  await expect(answer).toContainText("応答メッセージ「営業時間」");

  const question = desk.bubbles.and(page.locator("[data-direction=in]"));
  await question.getByTestId("decision-open").click();
  await expect(page.getByTestId("decision")).toContainText(
    "キーワード「営業時間」に一致したので、「営業時間」で返信しました。",
  );
});

test("a person takes over from the rules, and they take over again after the manual window", async ({
  page,
  context,
}) => {
  const friend = await stage().friendWho("はじめまして");
  const uniform = `${friend.displayName}さん、メッセージありがとうございます。スタッフが確認して、順番にお返事いたします。`;
  await stage().friendWho("わたしが一番新しいはず"); // stands above, so that moving up can be seen
  const phone = await stage().openPhone(await context.newPage(), friend);
  const desk = await stage().openDesk(page);
  await expect(desk.rows.nth(1)).toContainText(friend.displayName);
  await expect(desk.row(friend.displayName).getByTestId("unread-badge")).toContainText("1");

  await test.step("what the friend writes moves the row up and counts as unread, without a reload", async () => {
    await phone.write("明日3人で行けますか");
    await expect(desk.rows.first()).toContainText(friend.displayName);
    await expect(desk.rows.first().getByTestId("unread-badge")).toContainText("2");
    await expect(phone.answer(uniform)).toHaveCount(2);
  });

  await test.step("the open thread shows the next bubble at once, and nothing is unread", async () => {
    await desk.open(friend.displayName);
    await expect(desk.bubble("明日3人で行けますか")).toBeVisible();
    await phone.write("窓側がいいです");
    await expect(desk.bubble("窓側がいいです")).toBeVisible();
    await expect(phone.answer(uniform)).toHaveCount(3);
    if (!desk.touch) await expect(desk.row(friend.displayName).getByTestId("unread-badge")).toBeHidden();
  });

  await test.step("after the rule has used the token, an answer costs", async () => {
    await expect(desk.route).toHaveAttribute("data-method", "push");
    await expect(desk.autoBanner).toContainText("応答メッセージが自動で返信します。");
  });

  await test.step("the member's answer is on the phone, and the manual window is open", async () => {
    await desk.send("はい、窓側をお取りします");
    await expect(phone.answer("はい、窓側をお取りします")).toBeVisible();
    await expect(desk.bubble("はい、窓側をお取りします")).toHaveAttribute("data-sender", "member");
    await expect(desk.bubble("はい、窓側をお取りします")).toHaveAttribute("data-state", "accepted");
    await expect(desk.manualBanner).toContainText(/手動対応中 あと(1時間|59分|60分)/);
    await expect(desk.manualBanner).toContainText("店長 田中");
  });

  await test.step("in the window no rule answers, and the member's answer is free while the token lives", async () => {
    await phone.write("営業時間");
    await expect(desk.bubble("営業時間")).toBeVisible();
    await expect(desk.route).toHaveAttribute("data-method", "reply");
    await expect(desk.route).toContainText(/無料（あと\d+秒）/);
    await desk.send("今日は19時までです");
    await expect(phone.answer("今日は19時までです")).toBeVisible();
    await expect(phone.answers.last()).toHaveText("今日は19時までです");
    const [last] = (await stage().sim.sent(friend)).slice(-1);
    expect(last).toMatchObject({ method: "reply", counted: 0, messages: [{ text: "今日は19時までです" }] });
    await expect(phone.answer(hours)).toHaveCount(0);
    await desk.bubble("営業時間").getByTestId("decision-open").click();
    await expect(page.getByTestId("decision")).toContainText("手動対応中だったので");
    await page.keyboard.press("Escape");
  });

  await test.step("when the hour is over the banner goes by itself, and the rules answer again", async () => {
    await stage().sim.advance("61m");
    await stage().friendWho("ほかの人の便り"); // elsewhere; the desk learns what time it is
    await expect(desk.manualBanner).toBeHidden();
    await expect(desk.autoBanner).toBeVisible();
    await phone.write("営業時間");
    await expect(phone.answer(hours)).toBeVisible();
    await expect(desk.bubble(hours)).toHaveAttribute("data-sender", "rule");
  });
});

test("a member gives a conversation back to the rules with 自動応答に戻す, and takes one with 手動チャットで対応", async ({
  page,
}) => {
  const { sim } = stage();
  const friend = await stage().friendWho("こんにちは");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);

  await page.getByTestId("manual-take").click();
  await expect(desk.manualBanner).toBeVisible();
  await sim.write(friend, "営業時間");
  await expect(desk.bubble("営業時間")).toBeVisible();
  await sim.idle();
  await expect(desk.bubble("営業時間").getByTestId("decision-open")).toBeVisible(); // it was decided
  expect((await sim.sent(friend)).length).toBe(1); // the uniform answer from before

  await page.getByTestId("manual-release").click();
  await expect(desk.autoBanner).toBeVisible();
  await expect(desk.manualBanner).toBeHidden();
  const again = await sim.write(friend, "営業時間");
  expect((await sim.waitForAnswer(friend, again)).body.text).toBe(hours);
});

test("what happens to a friend is a line in the thread: followed, blocked, back again", async ({ page }) => {
  const { sim } = stage();
  const friend = await stage().friendWho("ブロックしてみます");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await sim.block(friend);
  await expect(page.getByTestId("system-row").filter({ hasText: "ブロックされました" })).toBeVisible();
  await expect(page.getByTestId("composer-obstacle")).toContainText("ブロックされているため");
  await expect(desk.sendButton).toBeDisabled();
  await sim.unblock(friend);
  await expect(page.getByTestId("system-row").filter({ hasText: "友だちに追加されました" })).toBeVisible();
  await expect(page.getByTestId("composer-obstacle")).toBeHidden();
});
