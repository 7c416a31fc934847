import type { Locator, Page } from "@playwright/test";
import { expect, test, useStage } from "../harness";
import { barriers, overflow } from "../harness/page";

const stage = useStage();

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

// Tests run without the Internet: these pictures are ours.
test.beforeEach(async ({ context }) => {
  await context.route("https://shop.example/**", (route) =>
    route.fulfill({ body: png, contentType: "image/png" }),
  );
});

const field = (page: Page, path: string) => page.locator(`[data-field="${path}"]`);
const add = async (page: Page, kind: string) => {
  await page.getByTestId("rule-bubble-add-kind").click();
  await page.getByTestId(`rule-bubble-add-${kind}`).click();
};

async function choose(page: Page, at: Locator, option: string): Promise<void> {
  await at.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function newRule(page: Page, keyword: string): Promise<void> {
  await stage().openDesk(page, "rules/new");
  await page.getByTestId("rule-title").fill(keyword);
  const keywords = page.getByTestId("rule-keyword");
  await keywords.fill(keyword);
  await keywords.press("Enter");
}

/** What the account sends to a friend of this name who writes the text, as LINE got it. */
async function sentFor(text: string, name: string) {
  const friend = await stage().newFriend(name);
  const question = await stage().sim.write(friend, text);
  await stage().sim.waitForAnswer(friend, question);
  const sent = await stage().sim.sent(friend);
  expect(sent).toHaveLength(1);
  return { friend, messages: sent[0]?.messages };
}

test("text, picture, card and quick replies are previewed as LINE shows them, saved, and sent just so", async ({
  page,
}) => {
  await newRule(page, "ケーキ屋");
  await page.getByTestId("rule-bubble").fill("こんにちは、");
  await page.getByRole("button", { name: "{友だちの表示名}" }).first().click();
  await page.getByTestId("rule-bubble-attribute").click();
  await page.getByTestId("attribute-name").fill("会員番号");
  await page.getByTestId("attribute-default").fill("なし");
  await page.getByTestId("attribute-insert").click();
  await expect(page.getByTestId("rule-bubble")).toHaveValue(
    "こんにちは、{友だちの表示名}{属性:会員番号|なし}",
  );

  await add(page, "image");
  await field(page, "1.image.originalContentUrl").fill("https://shop.example/cake.png");
  await expect(field(page, "1.image.previewImageUrl")).toHaveValue("https://shop.example/cake.png");

  await add(page, "buttons");
  await field(page, "2.buttons.title").fill("今週のケーキ");
  await field(page, "2.buttons.text").fill("洋梨のタルト");
  await field(page, "2.buttons.actions.0.label").fill("予約する");
  await field(page, "2.buttons.actions.0.text").fill("予約したいです");
  await page.locator('[data-add="2.buttons.actions"]').click();
  await field(page, "2.buttons.actions.1.label").fill("店を見る");
  await choose(page, field(page, "2.buttons.actions.1.type"), "リンクを開く");
  await field(page, "2.buttons.actions.1.uri").fill("https://shop.example/");

  await add(page, "sticker");
  await page.locator('[data-sticker="52002738"]').click();
  await page.locator('[data-add="3.quickReplies"]').click();
  await field(page, "3.quickReplies.0.action.label").fill("場所を送る");
  await choose(page, field(page, "3.quickReplies.0.action.type"), "位置情報を送ってもらう");

  const bubbles = page.getByTestId("preview-bubble");
  await expect(bubbles).toHaveCount(4);
  await expect(bubbles.nth(0)).toHaveText("こんにちは、山田 花子なし");
  await expect(bubbles.nth(0).getByTestId("preview-value")).toHaveText(["山田 花子", "なし"]);
  await expect(bubbles.nth(1).getByRole("img")).toHaveAttribute("referrerpolicy", "no-referrer");
  await expect(bubbles.nth(2)).toContainText("洋梨のタルト");
  await expect(bubbles.nth(2).getByTestId("preview-action")).toHaveText(["予約する", "店を見る"]);
  await expect(page.getByTestId("preview-quick")).toHaveText("場所を送る");
  await page.getByTestId("rule-save").click();
  await expect(page.getByTestId("rule-row").filter({ hasText: "ケーキ屋" })).toBeVisible();

  const { friend, messages } = await sentFor("ケーキ屋", "水瀬 遥");
  expect(messages).toEqual([
    { type: "text", text: "こんにちは、水瀬 遥なし" },
    {
      type: "image",
      originalContentUrl: "https://shop.example/cake.png",
      previewImageUrl: "https://shop.example/cake.png",
    },
    {
      type: "template",
      altText: "洋梨のタルト",
      template: {
        type: "buttons",
        title: "今週のケーキ",
        text: "洋梨のタルト",
        actions: [
          { type: "message", label: "予約する", text: "予約したいです" },
          { type: "uri", label: "店を見る", uri: "https://shop.example/" },
        ],
      },
    },
    {
      type: "sticker",
      packageId: "11537",
      stickerId: "52002738",
      quickReply: { items: [{ type: "action", action: { type: "location", label: "場所を送る" } }] },
    },
  ]);

  // The talk shows what was sent with the same looks.
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const drawn = page.getByTestId("message-drawn");
  await expect(drawn).toHaveCount(3);
  await expect(drawn.nth(1).getByTestId("preview-action")).toHaveText(["予約する", "店を見る"]);
  await expect(page.getByTestId("message-list").getByTestId("preview-quick")).toHaveText("場所を送る");
});

test("a fault in a Flex Message is shown with its line and path, and the repaired one is sent", async ({
  page,
}) => {
  await newRule(page, "クーポン");
  await page.getByTestId("rule-bubble").fill("こちらです");
  await add(page, "flex");
  const json = page.getByTestId("rule-bubble-2-flex-json");
  const faults = page.getByTestId("rule-bubble-2-flex-fault");

  await json.fill('{\n  "type": "bubble",\n  "body": {\n    "type": "box"\n    "layout": "vertical"\n  }\n}');
  await expect(faults).toHaveText(/5行目.*JSONの書き方/);
  const text = '{ "type": "text", "text": "{友だちの表示名}さんへ", "weight": "bold", "size": "xl" }';
  const flex = (component: string) =>
    `{\n  "type": "bubble",\n  "body": {\n    "type": "box",\n    "layout": "vertical",\n    "contents": [\n      ${text},\n      ${component}\n    ]\n  }\n}`;
  await json.fill(flex('{ "type": "spacer" }'));
  await expect(faults).toHaveText(/8行目\s*body\.contents\.1\.type\s*ここに「spacer」/);
  await faults.getByRole("button").click();
  await expect(json).toBeFocused();
  await page.getByTestId("rule-save").click();
  await expect(page).toHaveURL(/rules\/new/);

  await json.fill(
    flex(
      '{ "type": "button", "style": "primary", "action": { "type": "message", "label": "使う", "text": "使う" } }',
    ),
  );
  await expect(faults).toHaveCount(0);
  await field(page, "1.flex.altText").fill("クーポン");
  const shown = page.getByTestId("preview").getByTestId("preview-flex");
  await expect(shown).toContainText("山田 花子さんへ");
  await expect(shown.getByText("山田 花子").locator("..")).toHaveCSS("font-weight", "700");
  await expect(shown.getByTestId("preview-action")).toHaveCSS("background-color", "rgb(23, 201, 80)");
  await page.getByTestId("rule-save").click();
  await expect(page.getByTestId("rule-row").filter({ hasText: "クーポン" })).toBeVisible();

  const { messages } = await sentFor("クーポン", "田中");
  expect(messages?.[1]).toEqual({
    type: "flex",
    altText: "クーポン",
    contents: {
      type: "bubble",
      body: {
        type: "box",
        layout: "vertical",
        contents: [
          { type: "text", text: "田中さんへ", weight: "bold", size: "xl" },
          {
            type: "button",
            style: "primary",
            action: { type: "message", label: "使う", text: "使う" },
          },
        ],
      },
    },
  });
});

test("limits are said while one types, with what there is and what there may be", async ({ page }) => {
  await newRule(page, "長さ");
  await add(page, "confirm");
  await field(page, "1.confirm.actions.0.label").fill("👩🏽\u200d🌾".repeat(20));
  await expect(page.getByText("20字までです")).toHaveCount(0);
  await field(page, "1.confirm.actions.0.label").fill("👩🏽\u200d🌾".repeat(21));
  await expect(page.getByText("20字までです（いま21字）。")).toBeVisible();
  await field(page, "1.confirm.actions.0.label").fill("はい");
  await expect(page.getByText("20字までです")).toHaveCount(0);

  await page.getByTestId("rule-bubble").fill("あ".repeat(5001));
  await expect(page.getByText("5000字までです（いま5001字）。")).toBeVisible();
  await page.getByTestId("rule-bubble").fill("");
  await page.getByTestId("rule-save").click();
  await expect(field(page, "1.confirm.text")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("文章を入力してください。")).toBeVisible();
});

test("bubbles are copied, put in order, removed and called back; quick replies stay at the end", async ({
  page,
}) => {
  await newRule(page, "順番");
  await page.getByTestId("rule-bubble").fill("一");
  await page.locator('[data-add="0.quickReplies"]').click();
  await field(page, "0.quickReplies.0.action.label").fill("はい");
  await page.getByTestId("rule-bubble-copy").click();
  await page.getByTestId("rule-bubble").nth(1).fill("二");
  await expect(field(page, "1.quickReplies.0.action.label")).toHaveValue("はい");
  await page.getByRole("button", { name: "吹き出し2を上へ" }).click();
  await expect(page.getByTestId("preview-bubble")).toHaveText(["二", "一"]);
  await expect(field(page, "1.quickReplies.0.action.label")).toHaveValue("はい");
  await page.getByTestId("rule-bubble-remove").nth(1).click();
  await expect(page.getByTestId("preview-bubble")).toHaveText(["二"]);
  await page.getByTestId("rule-bubble-undo").click();
  await expect(page.getByTestId("preview-bubble")).toHaveText(["二", "一"]);
  for (let i = 2; i < 5; i++) await page.getByTestId("rule-bubble-add").click();
  await expect(page.getByTestId("rule-bubble-add")).toBeDisabled();
});

test("areas of a rich message are cut, drawn, moved by keys and sent", async ({ page }) => {
  await newRule(page, "地図");
  await add(page, "imagemap");
  await page.getByTestId("rule-bubble-remove").first().click();
  await field(page, "0.imagemap.baseUrl").fill("https://shop.example/map");
  await field(page, "0.imagemap.baseSize").fill("520");
  await field(page, "0.imagemap.altText").fill("店内の地図");
  await page.getByTestId("rule-bubble-1-cut-2x1").click();
  await field(page, "0.imagemap.actions.0.text").fill("左");
  await field(page, "0.imagemap.actions.1.text").fill("右");

  const areas = page.getByTestId("rule-bubble-1-area");
  await areas.nth(1).focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await expect(field(page, "0.imagemap.actions.1.area.width")).toHaveValue("510");
  await expect(field(page, "0.imagemap.actions.1.area.x")).toHaveValue("530");
  await areas.nth(1).focus();
  await page.keyboard.press("Delete");
  await expect(areas).toHaveCount(1);

  const canvas = page.getByTestId("rule-bubble-1-canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("the picture is not there");
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.25);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.75, { steps: 4 });
  await page.mouse.up();
  await expect(areas).toHaveCount(2);
  await field(page, "0.imagemap.actions.1.text").fill("真ん中");
  await expect(page.getByTestId("preview-area")).toHaveCount(2);
  await page.getByTestId("rule-save").click();
  await expect(page.getByTestId("rule-row").filter({ hasText: "地図" })).toBeVisible();

  const { messages } = await sentFor("地図", "高橋");
  const [map] = messages as unknown as { actions: { area: Record<string, number> }[] }[];
  expect(map).toMatchObject({
    type: "imagemap",
    baseUrl: "https://shop.example/map",
    baseSize: { width: 1040, height: 520 },
    altText: "店内の地図",
    actions: [
      { type: "message", text: "左", area: { x: 0, y: 0, width: 520, height: 520 } },
      { type: "message", text: "真ん中" },
    ],
  });
  const drawn = map?.actions[1]?.area;
  expect(Math.abs((drawn?.x ?? 0) - 624)).toBeLessThan(8);
  expect(Math.abs((drawn?.width ?? 0) - 312)).toBeLessThan(12);
});

const say = (label: string) => ({ type: "message", label, text: label });
const url = "https://shop.example/a.png";
const everyKind: object[][] = [
  [
    { text: "{友だちの表示名}さん" },
    { image: { originalContentUrl: url, previewImageUrl: url } },
    { video: { originalContentUrl: "https://shop.example/a.mp4", previewImageUrl: url } },
    { audio: { originalContentUrl: "https://shop.example/a.m4a", duration: 63_000 } },
    { sticker: { packageId: "446", stickerId: "1988" }, quickReplies: [{ action: say("はい") }] },
  ],
  [
    { location: { title: "店", address: "東京都", latitude: 35.68, longitude: 139.76 } },
    { buttons: { altText: "a", thumbnailImageUrl: url, text: "本文", actions: [say("選ぶ")] } },
    { confirm: { altText: "a", text: "よいですか", actions: [say("はい"), say("いいえ")] } },
    { carousel: { altText: "a", columns: [1, 2, 3].map(() => ({ text: "本文", actions: [say("選ぶ")] })) } },
    { imageCarousel: { altText: "a", columns: [1, 2].map(() => ({ imageUrl: url, action: say("見る") })) } },
  ],
  [
    {
      imagemap: {
        altText: "a",
        baseUrl: "https://shop.example/map",
        baseSize: { width: 1040, height: 520 },
        actions: [{ type: "message", text: "左", area: { x: 0, y: 0, width: 520, height: 520 } }],
      },
    },
    {
      flex: {
        altText: "a",
        contents: {
          type: "bubble",
          size: "giga",
          body: {
            type: "box",
            layout: "vertical",
            contents: [{ type: "button", style: "secondary", action: say("選ぶ") }],
          },
        },
      },
    },
  ],
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every kind can be edited without barriers and without scrolling sideways, ${colorScheme}`, async ({
    page,
  }) => {
    test.slow(); // axe looks at long pages
    await page.emulateMedia({ colorScheme });
    for (const [i, bubbles] of everyKind.entries()) {
      const title = `見本${i} ${colorScheme}`;
      const rule = await stage().api.send<{ id: string }>("POST", `/accounts/${stage().account}/rules`, {
        title,
        enabled: true,
        keywords: [title],
        bubbles,
      });
      await stage().openDesk(page, `rules/${rule.id}`);
      await expect(page.getByTestId("rule-bubble-card")).toHaveCount(bubbles.length);
      await expect(page.getByTestId("preview-bubble")).toHaveCount(bubbles.length);
      expect(await barriers(page), title).toEqual([]);
      expect((await overflow(page)).x, title).toBe(0);
    }
  });
}
