import type { Page } from "@playwright/test";
import { expect, type Friend, Phone, test, useStage } from "../harness";
import { requestJSON } from "../harness/http";
import { barriers, overflow } from "../harness/page";
import { Bot } from "./phone.bot";
import * as sample from "./phone.messages";
import { shopPictures } from "./phone.pictures";

const stage = useStage();

let bot: Bot;
let channel: string;
let token: string;
let friends = 0;

test.beforeAll(async () => {
  bot = await Bot.start();
  const made = await stage().sim.addChannel({ name: "見本のボット", endpoint: bot.endpoint });
  channel = made.id;
  const { longLivedToken } = await requestJSON<{ longLivedToken: string }>(
    "GET",
    control(`/channels/${channel}`),
  );
  token = longLivedToken;
});
test.afterAll(() => bot.stop());

/** An address of the simulator's controls. */
const control = (path: string) => `${stage().demo.at.sim}/_sim${path}`;

/** A friend of the bot, with the phone on which these messages have come. */
async function phoneWith(page: Page, ...messages: { type: string; [key: string]: unknown }[]) {
  await shopPictures(page.context());
  const friend = await stage().sim.addFriend(channel, { displayName: `花子${++friends}`, quiet: true });
  for (const message of messages) await stage().sim.show(friend, message);
  bot.heard.length = 0;
  return { friend, phone: await stage().openPhone(page, friend) };
}

/** Waits until the bot was told of something, and nothing else. */
async function told(...events: object[]): Promise<void> {
  await expect.poll(() => bot.heard.length).toBe(events.length);
  expect(bot.heard).toMatchObject(events);
}

/** The id of the account's newest message. */
const idOf = (phone: Phone) => phone.page.locator(".row.theirs[data-id]").last().getAttribute("data-id");

const action = (page: Page, name: string) => page.getByTestId("phone-action").filter({ hasText: name });
const mine = (page: Page) => page.getByTestId("phone-bubble-out");

test("every kind of message is drawn, with what can be tapped, and pictures come without a referrer", async ({
  page,
}) => {
  test.slow(); // axe looks at each of these messages twice
  const asked = await shopPictures(page.context());
  const friend = await stage().sim.addFriend(channel, { displayName: "友だち1号", quiet: true });
  for (const one of sample.every) {
    await stage().sim.show(friend, JSON.parse(JSON.stringify(one.message).replace("FRIEND", friend.userId)));
  }
  const phone = await stage().openPhone(page, friend);
  await expect(phone.answers).toHaveCount(sample.every.length);
  for (const [i, one] of sample.every.entries()) {
    const bubble = phone.answers.nth(i);
    for (const words of one.words) await expect.soft(bubble, one.name).toContainText(words);
    await expect
      .soft(bubble.getByTestId("phone-action"), `${one.name}: what can be tapped`)
      .toHaveCount(one.taps);
    await bubble.scrollIntoViewIfNeeded(); // pictures are fetched when they come into sight
    const box = await bubble.boundingBox();
    expect.soft(Math.min(box?.width ?? 0, box?.height ?? 0), `${one.name} has room`).toBeGreaterThan(30);
  }
  const named = sample.every.findIndex((one) => one.name === "unknown");
  await expect(phone.answers.filter({ hasText: "表示できません" })).toHaveCount(1);
  await expect(phone.answers.nth(named)).toContainText("hologram");
  expect((await overflow(page)).x, "nothing is wider than the phone").toBe(0);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    // The colours inside of a Flex Message are its author's.
    expect
      .soft(
        (await barriers(page)).filter((b) => !/color-contrast/.test(b) || !/fx-/.test(b)),
        scheme,
      )
      .toEqual([]);
  }
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((one) => one.referer)).toEqual([]);
});

test("Flex boxes share their room as LINE shares it", async ({ page }) => {
  const text = (name: string, rest: object = {}) => ({ type: "text", text: name, ...rest });
  const { phone } = await phoneWith(
    page,
    sample.flex({
      type: "bubble",
      size: "mega",
      body: {
        type: "box",
        layout: "vertical",
        paddingAll: "10px",
        spacing: "md",
        contents: [
          { type: "box", layout: "horizontal", contents: [text("一", { flex: 1 }), text("三", { flex: 3 })] },
          {
            type: "box",
            layout: "horizontal",
            spacing: "xl",
            contents: [text("左"), text("右", { align: "end", margin: "none" })],
          },
          {
            type: "box",
            layout: "vertical",
            height: "80px",
            backgroundColor: "#FF000080",
            cornerRadius: "xxl",
            justifyContent: "flex-end",
            contents: [text("下")],
          },
          text("とても長い一行です。".repeat(8)),
          text("折り返す長い文章です。".repeat(12), { wrap: true, maxLines: 2, size: "xxl", weight: "bold" }),
        ],
      },
    }),
  );
  const bubble = phone.answers.first();
  const boxes = bubble.locator(".fx-body > .fx-box > .fx");
  const rect = (text: string) =>
    bubble
      .locator(".fx-text")
      .filter({ hasText: text })
      .first()
      .evaluate((el) => el.getBoundingClientRect().toJSON() as DOMRect);
  const [one, three, left, right, low] = await Promise.all(["一", "三", "左", "右", "下"].map(rect));
  if (!one || !three || !left || !right || !low) throw new Error("not drawn");
  expect(Math.round(three.width / one.width)).toBe(3);
  expect(one.width + three.width).toBeCloseTo(280, 0);
  expect(right.left).toBeCloseTo(left.right, 0); // its own margin beats the spacing
  const red = boxes.nth(2);
  await expect(red).toHaveCSS("background-color", "rgba(255, 0, 0, 0.5)");
  await expect(red).toHaveCSS("border-radius", "20px");
  const redBox = await red.boundingBox();
  expect(redBox?.height).toBe(80);
  expect(low.bottom).toBeCloseTo((redBox?.y ?? 0) + 80, 0);
  expect(low.top - right.bottom).toBeGreaterThan(8); // the spacing of the column
  const long = await rect("とても長い");
  expect(long.height).toBeLessThan(30);
  const wrapped = await rect("折り返す");
  expect(Math.round(wrapped.height / (29 * 1.4))).toBe(2);
});

test("buttons do what they say: a message, a postback with its words, a time, a copy, a link only after a question", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await phoneWith(page, sample.buttons, sample.carousel);

  await test.step("a postback tells the bot its data and shows its words as the friend's", async () => {
    await action(page, "確定する").click();
    await expect(mine(page).last()).toHaveText("予約を確定します");
    await told({ type: "postback", postback: { data: "book=confirm&id=7" } });
    expect(bot.heard[0]?.replyToken).toMatch(/^[0-9a-f]{32}$/);
  });

  await test.step("a message is written as the friend", async () => {
    bot.heard.length = 0;
    await action(page, "キャンセル").click();
    await expect(mine(page).last()).toHaveText("キャンセルします");
    await told({ type: "message", message: { type: "text", text: "キャンセルします" } });
  });

  await test.step("a time is asked for; Escape asks nothing of the bot", async () => {
    bot.heard.length = 0;
    await action(page, "日時を変える").click();
    await expect(page.getByTestId("phone-when")).toHaveValue("2026-11-28T18:30");
    await page.keyboard.press("Escape");
    await expect(page.getByTestId("phone-sheet")).toBeHidden();
    await expect(action(page, "日時を変える")).toBeFocused();
    await action(page, "日時を変える").click();
    await page.getByTestId("phone-when").fill("2026-11-29T19:00");
    await page.getByTestId("phone-when-ok").click();
    await told({
      type: "postback",
      postback: { data: "book=move", params: { datetime: "2026-11-29T19:00" } },
    });
  });

  await test.step("a link shows its address and opens in a tab of its own", async () => {
    await action(page, "お店の地図").click();
    await expect(page.getByTestId("phone-address")).toHaveText("https://shop.example/map?a=1&b=2");
    await expect(page.getByTestId("phone-open")).toHaveAttribute("rel", "noopener noreferrer");
    const popup = context.waitForEvent("page");
    await page.getByTestId("phone-open").click();
    await (await popup).close();
    await expect(page.getByTestId("phone-sheet")).toBeHidden();
  });

  await test.step("a text is copied, and that is said", async () => {
    await action(page, "商品番号をコピー").first().click();
    await expect(page.getByRole("status").filter({ hasText: "コピーしました: CAKE-0" })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("CAKE-0");
  });
});

test("areas of an imagemap and boxes of a Flex Message can be tapped, by keyboard too", async ({ page }) => {
  await phoneWith(page, sample.imagemap, sample.flex(sample.photoCard), sample.flex(sample.cafe));
  await page.getByRole("button", { name: "ランチ" }).click();
  await expect(mine(page).last()).toHaveText("ランチ");
  await page.getByRole("button", { name: "庭の席をきく" }).press("Enter");
  await expect(mine(page).last()).toHaveText("庭の席はありますか");
  await told({ message: { text: "ランチ" } }, { message: { text: "庭の席はありますか" } });
  await action(page, "電話する").click();
  await expect(page.getByTestId("phone-open")).toHaveAttribute("href", "tel:0312345678");
  await page.getByTestId("phone-sheet-close").click();
});

test("quick replies stand under the newest message and go once the talk goes on", async ({ page }) => {
  const { sim } = stage();
  const { friend, phone } = await phoneWith(page, sample.quick);
  const items = page.getByTestId("phone-quick-item");
  await expect(items).toHaveCount(5);

  await test.step("a date that is not chosen leaves them there", async () => {
    await items.filter({ hasText: "日にち" }).click();
    await expect(page.getByTestId("phone-when")).toHaveValue("2026-12-24");
    await page.getByTestId("phone-sheet-close").click();
    await expect(items).toHaveCount(5);
  });
  await test.step("a tapped one is sent, and all are gone, after a reload too", async () => {
    await items.filter({ hasText: "2人" }).click();
    await expect(mine(page).last()).toHaveText("2人です");
    await told({ type: "postback", postback: { data: "people=2" } });
    await expect(page.getByTestId("phone-quick")).toBeHidden();
    await page.reload();
    await expect(mine(page).last()).toHaveText("2人です");
    await expect(page.getByTestId("phone-quick")).toBeHidden();
  });
  await test.step("a postback without words uses them up as well", async () => {
    bot.heard.length = 0;
    await sim.show(friend, sample.quick);
    await items.filter({ hasText: "日にち" }).click();
    await page.getByTestId("phone-when-ok").click();
    await told({ type: "postback", postback: { data: "day", params: { date: "2026-12-24" } } });
    await expect(page.getByTestId("phone-quick")).toBeHidden();
    await page.reload();
    await expect(phone.answers.first()).toBeVisible();
    await expect(page.getByTestId("phone-quick")).toBeHidden();
  });
  await test.step("the account's next message takes them away", async () => {
    await sim.show(friend, sample.quick);
    await expect(items).toHaveCount(5);
    await sim.show(friend, { type: "text", text: "お待ちしています。" });
    await expect(phone.answer("お待ちしています。")).toBeVisible();
    await expect(page.getByTestId("phone-quick")).toBeHidden();
  });
});

test("photos, voice, files and locations go to the bot, from a quick reply and from the line below", async ({
  page,
}) => {
  await phoneWith(page, sample.quick);
  await page.getByTestId("phone-quick-item").filter({ hasText: "場所を送る" }).click();
  await page.getByTestId("phone-place").filter({ hasText: "東京駅" }).click();
  await expect(mine(page).last()).toContainText("東京駅");
  await page.getByTestId("phone-attach").click();
  await page.getByTestId("phone-attach-cameraRoll").click();
  await page.getByTestId("phone-sample-image").click();
  const photo = mine(page).nth(1).getByRole("img");
  await expect(photo).toBeVisible();
  await expect.poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
  await page.getByTestId("phone-attach").click();
  await page.getByTestId("phone-attach-voice").click();
  await page.getByTestId("phone-sample-audio").click();
  await expect(mine(page).nth(2)).toContainText("0:03");
  await page.getByTestId("phone-attach").click();
  await page.getByTestId("phone-attach-file").click();
  const note = { name: "予約表.csv", mimeType: "text/csv", buffer: Buffer.from("日,人数\n") };
  await page.getByTestId("phone-file").setInputFiles(note);
  await expect(mine(page).nth(3)).toContainText("予約表.csv");
  await told(
    { message: { type: "location", title: "東京駅", latitude: 35.681236 } },
    { message: { type: "image", contentProvider: { type: "line" } } },
    { message: { type: "audio", duration: 3000 } },
    { message: { type: "file", fileName: "予約表.csv", fileSize: note.buffer.length } },
  );
});

test("a message can be answered to, copied and taken back", async ({ page }) => {
  const { phone } = await phoneWith(page, { type: "text", text: "窓側と奥、どちらがよろしいですか。" });
  await phone.answer("窓側と奥、どちらがよろしいですか。").click({ button: "right" });
  await page.getByTestId("phone-quote").click();
  await expect(page.getByTestId("phone-quoting")).toContainText("窓側と奥");
  await phone.write("窓側で");
  await expect(mine(page).last().locator("blockquote")).toContainText("窓側と奥、どちらがよろしいですか。");
  await told({ message: { type: "text", text: "窓側で", quotedMessageId: await idOf(phone) } });
  const id = bot.heard[0]?.message?.id;

  bot.heard.length = 0;
  await page.getByTestId("phone-message-menu").last().focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("phone-unsend").click();
  await expect(page.getByTestId("phone-unsent")).toHaveText("メッセージの送信を取り消しました");
  await expect(mine(page)).toHaveCount(0);
  await told({ type: "unsend", unsend: { messageId: id } });
});

test("the dots of a bot at work come and go with its message", async ({ page }) => {
  const { friend, phone } = await phoneWith(page, { type: "text", text: "こんにちは" });
  const post = (path: string, body: object) =>
    requestJSON("POST", `${stage().demo.at.sim}/v2/bot${path}`, { body, token });
  await post("/chat/loading/start", { chatId: friend.userId, loadingSeconds: 60 });
  await expect(page.getByTestId("phone-loading")).toBeVisible();
  await post("/message/push", { to: friend.userId, messages: [{ type: "text", text: "お待たせしました" }] });
  await expect(phone.answer("お待たせしました")).toBeVisible();
  await expect(page.getByTestId("phone-loading")).toBeHidden();
});

test("in a group each member sees who wrote, edits a text of theirs and leaves", async ({ page }) => {
  const { sim, demo } = stage();
  const people = await Promise.all(
    ["幹事", "参加者"].map((displayName) => sim.addFriend(channel, { displayName, quiet: true })),
  );
  const [host, guest] = people;
  if (!host || !guest) throw new Error("no friends");
  const { id } = await requestJSON<{ id: string }>("POST", control(`/channels/${channel}/groups`), {
    body: { name: "忘年会", members: [host.userId, guest.userId], quiet: true },
  });
  bot.heard.length = 0;
  await page.goto(`${demo.at.sim}/phone/?phones=${host.userId},${guest.userId}&channel=${channel}`);
  const on = (friend: Friend) => page.locator(`[data-testid=phone][data-user=${friend.userId}]`);
  for (const friend of people) {
    await on(friend).getByTestId("phone-back").click();
    await on(friend).getByTestId("phone-talk").filter({ hasText: "忘年会(3)" }).click();
  }
  await on(host).getByTestId("phone-input").fill("12月5日です");
  await on(host).getByTestId("phone-send").click();
  const seen = on(guest).getByTestId("phone-bubble-in");
  await expect(seen).toHaveText("12月5日です");
  await expect(on(guest).locator(".sender")).toHaveText("幹事");

  await on(host).getByTestId("phone-bubble-out").click({ button: "right" });
  await page.getByTestId("phone-edit").click();
  await page.getByTestId("phone-edit-text").fill("12月6日です");
  await page.getByTestId("phone-edit-ok").click();
  await expect(seen).toHaveText("12月6日です");
  await told(
    { type: "message", source: { type: "group", groupId: id, userId: host.userId } },
    { type: "messageEdited", message: { text: "12月6日です" } },
  );

  await on(guest).getByTestId("phone-menu").click();
  await on(guest).getByTestId("phone-leave").click();
  await expect(on(guest).getByTestId("phone-home")).not.toContainText("忘年会");
  await expect(on(host).getByRole("heading", { name: "忘年会(2)" })).toBeVisible();
});

test("a hostile message does no harm and the talk goes on", async ({ page, complaints }) => {
  complaints.allow(/message not drawn/);
  const script = "<img src=x onerror=window.hit=1><script>window.hit=2</script>";
  const uri = (label: string, address: string) => ({ type: "uri", label, uri: address });
  let nest: object = { type: "text", text: "底" };
  for (let i = 0; i < 300; i++) nest = { type: "box", layout: "vertical", contents: [nest] };
  const { phone } = await phoneWith(
    page,
    { type: "text", text: script },
    { type: "text", text: "長".repeat(5000) },
    {
      type: "template",
      altText: script,
      template: {
        type: "buttons",
        text: script,
        thumbnailImageUrl: "http://127.0.0.1:1/plain.png",
        actions: [
          uri("走る", "javascript:window.hit=3"),
          uri("文書", "data:text/html,<script>window.hit=4</script>"),
          uri("壊れた", "http://"),
          { type: "constructor", label: "何か" },
        ],
      },
    },
    sample.flex({
      type: "bubble",
      size: "giga; position: fixed",
      body: {
        type: "box",
        layout: "vertical",
        backgroundColor: "red;background:url(https://evil.example/x)",
        background: {
          type: "linearGradient",
          angle: "0deg, url(https://evil.example/y)",
          startColor: "#000000",
          endColor: "#ffffff",
        },
        contents: [
          { type: "text", text: script, color: "expression(alert(1))", size: "100000px" },
          { type: "image", url: "javascript:window.hit=5", size: "99999px" },
          { type: "box", layout: "vertical", height: "99999999px", width: "99999999px", contents: [nest] },
          null,
          { type: "__proto__" },
          "text",
        ],
      },
    }),
    { type: "flex", altText: "壊れている", contents: { type: "carousel", contents: "none" } },
    { type: "imagemap", baseUrl: null, baseSize: 7, actions: [{ type: "message", text: "角", area: null }] },
    { type: "text", text: "まだ話せます" },
  );
  await expect(phone.answer("まだ話せます")).toBeVisible();
  await expect(phone.answers).toHaveCount(7);
  for (const name of ["走る", "文書", "壊れた"]) {
    await action(page, name).click();
    await expect(page.getByTestId("phone-sheet")).toContainText("このアドレスは開けません");
    await expect(page.getByTestId("phone-open")).toHaveCount(0);
    await page.getByTestId("phone-sheet-close").click();
  }
  await action(page, "何か").click();
  await expect(page.getByRole("status").filter({ hasText: "ここでは使えません" })).toBeVisible();
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
  expect(await page.locator("a:not([href^='http'])[href]:not([href^='/'])").count()).toBe(0);
  expect((await overflow(page)).x).toBe(0);
  await phone.write("はい、話せます");
});

test("several phones lie side by side, each with its own list of talks", async ({ page }) => {
  const { sim, demo } = stage();
  const other = demo.at.channel.id;
  const [hanako, taro] = await Promise.all(
    ["並ぶ花子", "並ぶ太郎"].map((name) => sim.addFriend(channel, { displayName: name, quiet: true })),
  );
  if (!hanako || !taro) throw new Error("no friends");
  await sim.addFriend(other, { displayName: "客", quiet: true });
  await page.goto(`${demo.at.sim}/phone/`);
  for (const friend of [hanako, taro])
    await page.getByLabel(`${friend.displayName}を並べて開く相手に選ぶ`).check();
  await page.getByTestId("phone-side-by-side").click();
  await expect(page.getByTestId("phone")).toHaveCount(2);
  const on = (friend: Friend) => page.locator(`[data-testid=phone][data-user=${friend.userId}]`);
  await sim.show(hanako, { type: "text", text: "花子さんへ" });
  await expect(on(hanako).getByTestId("phone-bubble-in")).toHaveText("花子さんへ");
  await expect(on(taro).getByTestId("phone-bubble-in")).toHaveCount(0);
  await on(taro).getByTestId("phone-input").fill("太郎から");
  await on(taro).getByTestId("phone-send").click();
  await expect(on(taro).getByTestId("phone-bubble-out")).toHaveText("太郎から");
  await expect(on(hanako).getByTestId("phone-bubble-out")).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);

  await on(hanako).getByTestId("phone-back").click();
  const row = on(hanako).getByTestId("phone-talk");
  await expect(row).toContainText("花子さんへ");
  expect(await barriers(page)).toEqual([]);
  await row.click();
  await expect(on(hanako).getByTestId("phone-bubble-in")).toHaveText("花子さんへ");
});

test("a phone shows the talks of all accounts, and back and forth work as in any page", async ({ page }) => {
  const { friend } = await phoneWith(page, { type: "text", text: "一つ目" });
  await page.getByTestId("phone-back").click();
  await expect(page.getByTestId("phone-home")).toContainText("見本のボット");
  await page.goBack();
  await expect(new Phone(page).answer("一つ目")).toBeVisible();
  await page.goForward();
  await expect(page.getByTestId("phone-home")).toBeVisible();
  await page.getByTestId("phone-talk").click();
  await expect(page).toHaveURL(new RegExp(`${friend.userId}\\?channel=${channel}`));
  await expect(new Phone(page).answer("一つ目")).toBeVisible();
});
