import { expect, test, useStage } from "../harness";

const stage = useStage();

test("several bubbles go as one request", async ({ page }) => {
  const { sim } = stage();
  const friend = await stage().friendWho("道順を教えてください");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const before = (await sim.sent(friend)).length;

  await desk.input.first().fill("東口を出て左です。");
  await page.getByTestId("composer-add-bubble").click();
  await expect(desk.input).toHaveCount(2);
  await expect(desk.input.nth(1)).toBeFocused();
  await desk.input.nth(1).fill("赤い屋根が目印です。");
  await desk.submit();

  await expect(desk.bubble("赤い屋根が目印です。")).toHaveAttribute("data-state", "accepted");
  await expect(desk.input).toHaveCount(1);
  await expect(desk.input).toHaveValue("");
  const sent = (await sim.sent(friend)).slice(before);
  expect(sent.map((s) => s.messages.map((m) => m.text))).toEqual([
    ["東口を出て左です。", "赤い屋根が目印です。"],
  ]);
});

test("what was written stays as it is: lines, spaces at the ends, emoji", async ({ page }) => {
  const { sim } = stage();
  const text = "  一行目\n\n三行目 👨\u200d👩\u200d👧\u200d👦 <b>&amp;  ";
  const friend = await stage().friendWho("長い返事をください");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await desk.send(text);
  await expect.poll(async () => (await sim.sent(friend)).at(-1)?.messages).toEqual([{ type: "text", text }]);
});

test("a draft survives another conversation and a reload, and is gone once sent", async ({ page }) => {
  const one = await stage().friendWho("ひとりめです");
  const two = await stage().friendWho("ふたりめです");
  const desk = await stage().openDesk(page);
  await desk.open(one.displayName);
  await desk.input.fill("書きかけの返事");
  if (desk.touch) await page.getByTestId("thread-back").click();
  await desk.open(two.displayName);
  await expect(desk.input).toHaveValue("");
  if (desk.touch) await page.getByTestId("thread-back").click();
  await desk.open(one.displayName);
  await expect(desk.input).toHaveValue("書きかけの返事");
  await page.reload();
  await expect(desk.input).toHaveValue("書きかけの返事");
  await desk.submit();
  await expect(desk.bubble("書きかけの返事")).toHaveAttribute("data-state", "accepted");
  await page.reload();
  await expect(desk.bubble("書きかけの返事")).toBeVisible();
  await expect(desk.input).toHaveValue("");
});

test("the composer says what an answer costs: nothing while the token lives, then one of the month's 200", async ({
  page,
}) => {
  const { sim } = stage();
  const friend = await stage().friendWho("ひとつ目");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await page.getByTestId("manual-take").click();
  await expect(desk.manualBanner).toBeVisible();
  await sim.write(friend, "ふたつ目");
  await expect(desk.route).toHaveAttribute("data-method", "reply");
  await expect(desk.route).toContainText(/無料（あと(50|[1-4]?\d)秒）/);
  await expect(desk.sendButton).toHaveText("送信");

  await sim.advance("1m");
  await page.reload();
  await expect(desk.route).toHaveAttribute("data-method", "push");
  await expect(desk.route).toContainText(/カウント対象（今月 \d+\/200通）/);
  await expect(desk.sendButton).toHaveText("送信（1通）");
  const used = async () => Number(/(\d+)\/200/.exec((await desk.route.textContent()) ?? "")?.[1]);
  const before = await used();

  await desk.send("お待たせしました");
  await expect(desk.bubble("お待たせしました")).toContainText("1通");
  expect((await sim.sent(friend)).at(-1)).toMatchObject({ method: "push", counted: 1 });
  await expect.poll(used).toBe(before + 1);
});

test("pressing the button twice sends once", async ({ page }) => {
  const { sim } = stage();
  const friend = await stage().friendWho("二度押し");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const before = (await sim.sent(friend)).length;
  await desk.input.fill("一度だけ");
  await desk.sendButton.dblclick({ force: true });
  await expect(desk.bubble("一度だけ")).toHaveAttribute("data-state", "accepted");
  await sim.idle();
  expect((await sim.sent(friend)).length - before).toBe(1);
  await expect(desk.bubble("一度だけ")).toHaveCount(1);
});

test("a text over LINE's 5,000 units is counted, refused in words and kept", async ({ page }) => {
  const friend = await stage().friendWho("長文");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const text = "あ".repeat(5001);
  await desk.input.fill(text);
  await expect(page.getByTestId("composer-count")).toHaveText("5001/5000字");
  await desk.submit();
  if (desk.touch) await desk.sendButton.click();
  await expect(page.getByTestId("composer-obstacle")).toContainText("5000字まで");
  await expect(desk.input).toHaveValue(text);
  await desk.input.fill(text.slice(1));
  await desk.submit();
  await expect(desk.bubbles.last()).toHaveAttribute("data-state", "accepted");
});
