// Does what docs/guides/answering.ja.md tells its readers to do, chapter by chapter.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { type Bubble, expect, type Friend, test, useStage } from "../harness";
import { guide, picture, words, writes, written } from "./guide.pictures";

const stage = useStage();

type Settings = Record<string, unknown>;
interface Rule {
  id: string;
  title: string;
  [more: string]: unknown;
}

let shop: { settings: Settings; hours: object } | undefined;
const path = (rest: string) => `/accounts/${stage().account}/${rest}`;
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const uniform = /スタッフが確認して/;

/** The sample shop as it is at first, on a day of work at half past one, but for this. */
async function given(part: Settings = {}): Promise<void> {
  const { api } = stage();
  if (!shop) {
    const { now: _, ...settings } = await api.get<Settings>(path("settings"));
    shop = { settings: { ...settings, managerOff: true }, hours: await api.get<object>(path("hours")) };
  }
  await api.send("PUT", path("hours"), shop.hours);
  await api.send("PUT", path("settings"), { ...shop.settings, ...part });
}

/** Moves the clock to this hour of Tokyo, of a day on which the shop is open. */
async function until(hour: number, past = 0): Promise<string> {
  const { sim } = stage();
  const { now } = await sim.advance("0s");
  const tokyo = Math.floor(Date.parse(now) / 60_000) + 9 * 60;
  let at = Math.floor(tokyo / 1440) * 1440 + hour * 60 + past;
  const wednesday = 6 * 1440; // the first one of the calendar that computers count by
  while (at <= tokyo || (at - wednesday) % (7 * 1440) < 1440) at += 1440;
  await sim.advance(`${at - tokyo}m`);
  return new Date(at * 60_000).toISOString().slice(0, 10);
}

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage(); // the log-in link is not good for days
  await stage().openDesk(page);
  await page.close();
});

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await until(13, 30);
  await given();
});

const addRule = (title: string, more: object) =>
  stage().api.send<Rule>("POST", path("rules"), {
    title,
    enabled: true,
    keywords: [],
    bubbles: [{ text: `${title}の返信` }],
    ...more,
  });
const removeRule = (rule: Rule) => stage().api.send("DELETE", path(`rules/${rule.id}`));

/** The uniform reply of the sample shop, changed, and a way back. */
async function uniformReply(part: object): Promise<() => Promise<void>> {
  const { api } = stage();
  const { items } = await api.get<{ items: Rule[] }>(path("rules"));
  const found = items.find((rule) => rule.title === "一律応答");
  if (!found) throw new Error("the sample shop has no uniform reply");
  const { id, title, enabled, keywords, bubbles } = found;
  const put = (more: object) =>
    api.send<void>("PUT", path(`rules/${id}`), { title, enabled, keywords, bubbles, ...more });
  await put(part);
  return () => put({});
}

/** What the account answers to the friend's message, all bubbles of it. */
async function answers(friend: Friend, question: Promise<Bubble>): Promise<(string | undefined)[]> {
  const { sim } = stage();
  const asked = await question;
  await sim.waitForAnswer(friend, asked);
  return (await sim.answersTo(friend, asked)).map((bubble) => bubble.body.text);
}

const says = (friend: Friend, text: string) => answers(friend, stage().sim.write(friend, text));

/** The friend writes, and the message is decided: nobody answers it. */
async function isNotAnswered(friend: Friend, text: string): Promise<void> {
  const { sim, api } = stage();
  const question = await sim.write(friend, text);
  await sim.idle();
  const search = encodeURIComponent(friend.displayName);
  const decided = async () => {
    type List = { items: { id: string; text?: string; decision?: object }[] };
    const [talk] = (await api.get<List>(path(`conversations?search=${search}`))).items;
    if (!talk) return false; // its name is not known yet
    const { items } = await api.get<List>(path(`conversations/${talk.id}/messages`));
    return items.some((message) => message.text === text && message.decision);
  };
  await expect.poll(decided).toBe(true);
  expect(await sim.answersTo(friend, question)).toEqual([]);
}

async function save(page: Page): Promise<void> {
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("保存しました")).toBeVisible();
}

async function saveRule(page: Page, title: string): Promise<void> {
  await page.getByTestId("rule-save").click();
  await expect(page.getByTestId("rule-row").filter({ hasText: title }).first()).toBeVisible();
}

async function addKeywords(page: Page, ...keywords: string[]): Promise<void> {
  for (const keyword of keywords) {
    await page.getByTestId("rule-keyword").fill(keyword);
    await page.getByTestId("rule-keyword").press("Enter");
  }
}

test("はじめに: the page asks to turn LINE's own answers off until the owner has done it", async ({
  page,
}) => {
  await given({ managerOff: false });
  await stage().openDesk(page, "settings");
  const box = page.getByTestId("manager-check");
  const steps = page.getByTestId("manager-steps");
  for (const step of ["応答メッセージを「オフ」", "あいさつメッセージを「オフ」", "Webhookを「オン」"]) {
    await expect(steps).toContainText(step);
  }
  await picture(page, "manager", [box]);
  await page.getByTestId("settings-manager-off").check();
  await save(page);
  await expect(box).toContainText("LINE側の自動返信はオフと確認済みです");
});

test("応答設定: a sentence says who answers now; inside the hours a person, outside of them the rules", async ({
  page,
}) => {
  await stage().openDesk(page, "settings");
  const sentence = page.getByTestId("settings-sentence");
  await expect(sentence).toContainText("応答メッセージが自動で返信し、メンバーも返信できます。");
  await page.getByTestId("settings-inside").getByText("手動チャット", { exact: true }).click();
  await expect(sentence).toContainText("自動では返信せず、メンバーの返信を待ちます。");
  await expect(page.getByTestId("settings-outside-auto")).toBeChecked();
  await save(page);
  await picture(page, "settings", [sentence.locator("xpath=../.."), section(page, "チャット")]);

  const friend = await stage().newFriend();
  await isNotAnswered(friend, "営業時間");
  await until(22);
  expect((await says(friend, "営業時間"))[0]).toContain("営業しております");
});

test("応答時間: the week, public holidays, a special day and a second schedule", async ({ page }) => {
  await given({ inside: "manual" });
  const { now } = await stage().sim.advance("0s");
  const today = new Date(Date.parse(now) + 9 * 3600_000).toISOString().slice(0, 10);
  await stage().openDesk(page, "settings");
  await expect(page.getByTestId("hours-grid")).toBeVisible({ timeout: 15_000 });
  await page.getByTestId("hours-add-wed").click();
  await page.getByTestId("hours-wed-0-start").fill("17:00");
  await page.getByTestId("hours-wed-0-end").fill("25:00");
  await page.getByTestId("hours-wed-0-end").blur();
  await expect(page.locator('[data-cell="2.1470"]')).toHaveAttribute("aria-selected", "true");
  await picture(page, "hours", [section(page, "応答時間")]);
  await page.getByTestId("hours-holidays").getByText("休み", { exact: true }).click();

  await page.getByTestId("special-add").click();
  await page.getByTestId("special-date").fill(today);
  await page.getByTestId("special-name").fill("臨時休業");
  await picture(page, "special-day", [page.getByRole("dialog", { name: "特別日を追加" })]);
  await page.getByTestId("special-done").click();
  await save(page);
  await expect(page.getByTestId("settings-now")).toContainText("いまは応答時間外です。");
  const day = page.locator(`[data-testid=calendar-day][data-date="${today}"]`);
  await expect(day).toContainText("臨時休業");
  await picture(page, "calendar", [section(page, "これからの応答時間")]);
  const friend = await stage().newFriend();
  expect((await says(friend, "営業時間"))[0]).toContain("営業しております");

  await page.getByTestId("schedule-add").click();
  await page.getByTestId("schedule-name").fill("電話受付");
  await page.getByTestId("schedule-done").click();
  await expect(page.getByTestId("schedule-users")).toContainText("まだどこからも使われていません");
  await page.goto(stage().page("rules/new"));
  await page.getByTestId("rule-more-schedule").click();
  await page.getByTestId("rule-hours").selectOption({ label: "応答時間外だけ" });
  await page.getByTestId("rule-hours-name").selectOption("電話受付");
  await expect(page.getByTestId("rule-summary")).toContainText("「電話受付」の応答時間外に");
  await stage().api.send("DELETE", path(`hours?name=${encodeURIComponent("電話受付")}`));
});

test("応答メッセージを作る: keywords, two bubbles with a variable, tried, saved, and sent", async ({
  page,
}) => {
  await stage().openDesk(page, "rules");
  await page.getByTestId("rule-new").click();
  await page.getByTestId("rule-title").fill("持ち帰り");
  await addKeywords(page, "テイクアウト", "持ち帰り");
  await page
    .getByTestId("rule-bubble")
    .first()
    .fill("{友だちの表示名}さん、コーヒーはすべてお持ち帰りいただけます。");
  await page.getByTestId("rule-bubble-add").click();
  await page.getByTestId("rule-bubble").nth(1).fill("お待たせしないよう、お電話でのご注文も承ります。");
  await page.getByTestId("rule-try-text").fill("ていくあうと？");
  await expect(page.getByTestId("rule-try-answer")).toContainText(
    "「テイクアウト」に当てはまるので、この応答メッセージが返信します。",
  );
  await expect(page.getByTestId("preview-bubble")).toHaveCount(2);
  await picture(page, "rule", [section(page, "返信するきっかけ"), section(page, "返信の内容")]);
  await picture(page, "rule-try", [page.getByTestId("rule-summary"), section(page, "試す")]);
  await saveRule(page, "持ち帰り");
  await picture(page, "rules", [page.getByTestId("rules-tab-list"), page.getByTestId("rules-list")]);

  const friend = await stage().newFriend("高橋 あおい");
  expect(await says(friend, "テイクアウト！")).toEqual([
    "高橋 あおいさん、コーヒーはすべてお持ち帰りいただけます。",
    "お待たせしないよう、お電話でのご注文も承ります。",
  ]);
  expect((await says(friend, "テイクアウトはできますか"))[0]).toMatch(uniform); // not the same text
  const phone = await stage().openPhone(page, friend);
  await expect(phone.answer("お待たせしないよう、お電話でのご注文も承ります。")).toBeVisible();
  await picture(page, "friend-phone", []);
});

test("くわしい条件: how words are compared, words that forbid, and the sentence that sums it up", async ({
  page,
}) => {
  await stage().openDesk(page, "rules/new");
  await page.getByTestId("rule-title").fill("予約のご案内");
  await addKeywords(page, "予約");
  await page.getByTestId("rule-bubble").first().fill("ご予約はお電話で承ります。");
  await page.getByTestId("rule-more-match").click();
  for (const kind of ["exact", "prefix", "contains", "regex"]) {
    await expect(page.getByTestId(`rule-match-${kind}`)).toBeAttached();
  }
  await page.getByTestId("rule-match-contains").dispatchEvent("click");
  await picture(page, "conditions", [section(page, "くわしい条件")]);
  await page.getByTestId("rule-more-forbidden").click();
  await page.getByTestId("rule-forbidden").fill("キャンセル");
  await page.getByTestId("rule-forbidden").press("Enter");
  await expect(page.getByTestId("rule-summary")).toHaveText(
    "「予約」を含むメッセージ（「キャンセル」を含むものを除く）が届いたとき、1つの吹き出しで返信します。",
  );
  await saveRule(page, "予約のご案内");
  const friend = await stage().newFriend();
  expect(await says(friend, "明日の予約はできますか")).toEqual(["ご予約はお電話で承ります。"]);
  expect((await says(friend, "予約をキャンセルしたいです"))[0]).toMatch(uniform);
});

test("吹き出しと変数: the kinds to choose from, a quick reply, and every variable filled", async ({
  page,
}) => {
  await stage().openDesk(page, "rules/new");
  await page.getByTestId("rule-title").fill("お誕生日");
  await addKeywords(page, "お誕生日");
  const text =
    "{日付}、{アカウント名}です。次は{次の営業開始}に開きます。お誕生日は{属性:誕生日|未登録}です。";
  await page.getByTestId("rule-bubble").first().fill(text);
  await page.locator('[data-add="0.quickReplies"]').click();
  await page.locator('[data-field="0.quickReplies.0.action.label"]').fill("場所");
  await page.locator('[data-field="0.quickReplies.0.action.text"]').fill("場所");
  await page.getByTestId("rule-bubble-add-kind").click();
  const menu = page.getByRole("menu");
  for (const kind of ["画像", "スタンプ", "ボタン", "カルーセル", "リッチメッセージ", "Flex Message"]) {
    await expect(menu.getByRole("menuitem", { name: kind, exact: true })).toBeVisible();
  }
  await picture(page, "bubbles", [page.getByTestId("rule-bubble-card"), menu]);
  await page.keyboard.press("Escape");
  await saveRule(page, "お誕生日");

  const friend = await stage().newFriend();
  const [answer] = await says(friend, "お誕生日");
  expect(answer).toMatch(/^\d+月\d+日.*、さくら珈琲店です。次は.+に開きます。お誕生日は未登録です。$/);
  const [sent] = await stage().sim.sent(friend);
  expect(sent?.messages[0]).toMatchObject({
    quickReply: { items: [{ action: { label: "場所", text: "場所" } }] },
  });
});

test("テスト: a message is tried at another time, and the reasons of the others are there", async ({
  page,
}) => {
  await stage().openDesk(page, "rules");
  await page.getByTestId("rules-tab-test").click();
  await page.getByTestId("test-name").fill("山田 花子");
  await page.getByTestId("test-text").fill("駐車場");
  await page.getByTestId("test-text").press("Enter");
  await expect(page.getByTestId("test-sentence")).toContainText(
    "「駐車場」に当てはまるので、「場所・駐車場」が返信します。",
  );
  await expect(page.getByTestId("preview-bubble")).toHaveCount(2);
  await expect(page.getByTestId("trace-group").first()).toBeVisible();
  await expect(page.getByTestId("test-result")).toHaveAttribute("aria-busy", "false");
  await picture(page, "test", [
    page.getByTestId("rules-tab-list"),
    page.getByTestId("test-text"),
    page.getByTestId("test-result"),
  ]);
  await page.getByTestId("test-manual").dispatchEvent("click");
  await expect(page.getByTestId("test-sentence")).toContainText(
    "手動対応中なので、応答メッセージは返信しません。",
  );
});

test("今日のメッセージで試す: an edit shows which of today's answers it changes, and saves nothing", async ({
  page,
}) => {
  const rule = await addRule("コーヒー豆", {
    keywords: ["コーヒー豆"],
    bubbles: [{ text: "来週入荷します。" }],
  });
  const friend = await stage().newFriend("伊藤 まめ");
  expect(await says(friend, "コーヒー豆")).toEqual(["来週入荷します。"]);
  await stage().openDesk(page, `rules/${rule.id}`);
  await page.getByTestId("rule-bubble").first().fill("本日入荷しました。");
  await page.getByTestId("replay-open").click();
  await expect(page.getByTestId("replay-summary")).toContainText("1件の返信が変わります");
  await expect(page.getByTestId("replay-change")).toContainText("本日入荷しました。");
  await picture(page, "replay", [page.getByTestId("replay")]);
  expect(await says(friend, "コーヒー豆")).toEqual(["来週入荷します。"]);
  await removeRule(rule);
});

test("提案: what no rule or only a uniform reply answered becomes one with an answer of its own", async ({
  page,
}) => {
  const friend = await stage().newFriend("渡辺 りん");
  expect((await says(friend, "ギフト包装はできますか"))[0]).toMatch(uniform);
  const asBefore = await uniformReply({ enabled: false });
  await isNotAnswered(await stage().newFriend("中村 そら"), "ギフト包装できますか？");
  await stage().openDesk(page, "rules/suggestions");
  const card = page.getByTestId("suggestion").filter({ hasText: "ギフト包装" });
  await expect(card).toContainText("2回");
  await picture(page, "suggestions", [page.getByTestId("rules-tab-list"), card]);
  await card.getByTestId("suggest-new").click();
  await page.getByTestId("rule-bubble").first().fill("無料でお包みします。");
  await saveRule(page, "ギフト包装");
  expect(await says(friend, "ギフト包装できますか")).toEqual(["無料でお包みします。"]);
  await asBefore();
});

test("手動で対応する: taken and given back in the talk, and seen on the board", async ({ page }) => {
  const friend = await stage().friendWho("来週、6人で貸切はできますか？", "小林 ひなた");
  const other = await stage().friendWho("忘れ物をしたかもしれません", "加藤 みなと");
  const desk = await stage().openDesk(page);
  await desk.open(other.displayName);
  await page.getByTestId("manual-take").click();
  await expect(desk.manualBanner).toContainText("手動対応中");
  if (desk.touch) await page.getByTestId("thread-back").click();
  await desk.open(friend.displayName);
  await expect(desk.autoBanner).toContainText("応答メッセージが自動で返信します。");
  await desk.send("はい、承ります。何曜日がよろしいですか？");
  await expect(desk.manualBanner).toContainText(/手動対応中 あと(1時間|59分)/);
  await expect(desk.bubbles.last()).toHaveAttribute("data-state", "accepted");
  await isNotAnswered(friend, "営業時間");
  await expect(desk.bubble("営業時間")).toBeVisible();
  if (!desk.touch) await page.setViewportSize({ width: 1440, height: 620 });
  const list = desk.touch ? [] : [page.getByTestId("conversation-list")];
  const name = page.getByRole("heading", { name: friend.displayName, level: 2 });
  await picture(page, "manual", [...list, name, desk.manualBanner, desk.sendButton]);
  await picture(page, "manual-phone", []);

  await page.goto(stage().page("manual"));
  const rows = page.getByTestId("manual-row");
  await expect(rows).toHaveCount(2);
  await picture(page, "manual-board", [page.getByRole("heading", { level: 1 }), rows.last()]);
  const row = rows.filter({ hasText: friend.displayName });
  await row.getByTestId("manual-return").click();
  await expect(row).toHaveCount(0);
  expect((await says(friend, "営業時間"))[0]).toContain("営業しております");
  await rows.getByTestId("manual-return").click();
  await expect(rows).toHaveCount(0);
});

test("なぜこの返信？: the decision says which rule answered, and of the others why not", async ({ page }) => {
  const rule = await addRule("ランチ（平日）", {
    keywords: ["ランチ"],
    bubbles: [{ text: "11時から14時までです。" }],
  });
  const later = await addRule("ランチ（古い案内）", { keywords: ["ランチ"] });
  const friend = await stage().newFriend("吉田 すばる");
  expect(await says(friend, "ランチ")).toEqual(["11時から14時までです。"]);
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await desk.bubble("ランチ").getByTestId("decision-open").click();
  const decision = page.getByTestId("decision");
  await expect(decision).toContainText(
    "キーワード「ランチ」に一致したので、「ランチ（平日）」で返信しました。",
  );
  const other = decision.getByTestId("decision-other").filter({ hasText: later.title });
  await expect(other).toContainText("優先順位が後でした");
  await picture(page, "decision", [decision, desk.bubble("ランチ")]);
  await decision.getByTestId("decision-try").click();
  await expect(page.getByTestId("test-text")).toHaveValue("ランチ");
  for (const one of [rule, later]) await removeRule(one);
});

test("あいさつメッセージ: new friends get it, and those who come back another one", async ({ page }) => {
  const { sim, demo } = stage();
  await stage().openDesk(page, "settings");
  const box = section(page, "あいさつメッセージ");
  await expect(box.getByTestId("preview-bubble").first()).toBeVisible();
  await picture(page, "greeting", [
    box.getByRole("heading", { level: 2 }),
    box.getByTestId("greeting-bubble-card"),
    box.getByTestId("preview"),
  ]);
  await page.getByText("別のあいさつを送る", { exact: true }).click();
  await page.getByTestId("greeting-back-bubble").first().fill("おかえりなさい。");
  await save(page);
  const friend = await sim.addFriend(demo.at.channel.id, { displayName: "山口 こはる" });
  const told = async () => (await sim.talk(friend)).map((bubble) => bubble.body.text);
  await expect.poll(told).toHaveLength(2);
  expect((await told())[0]).toBe("山口 こはるさん、友だち追加ありがとうございます。さくら珈琲店です☕");
  await sim.block(friend);
  await sim.unblock(friend);
  await expect.poll(async () => (await told()).at(-1)).toBe("おかえりなさい。");
});

test("よくある質問: stickers are answered by kind, or by a uniform reply that takes them too", async ({
  page,
}) => {
  const sticker = (friend: Friend) => answers(friend, stage().sim.sendSticker(friend));
  await stage().openDesk(page, "rules/new");
  await page.getByTestId("rule-title").fill("スタンプのお礼");
  await page.getByTestId("rule-kind-kind").dispatchEvent("click");
  await page.getByTestId("rule-kinds-sticker").dispatchEvent("click");
  await page.getByTestId("rule-bubble").first().fill("すてきなスタンプですね！");
  await saveRule(page, "スタンプのお礼");
  expect(await sticker(await stage().newFriend())).toEqual(["すてきなスタンプですね！"]);
  await page.getByTestId("rule-row").filter({ hasText: "スタンプのお礼" }).getByTestId("rule-menu").click();
  await page.getByTestId("rule-delete").click();
  await page.goto(stage().page("rules")); // nobody calls it back
  await page.getByTestId("rule-row").filter({ hasText: uniform }).getByRole("link").first().click();
  await page.getByTestId("rule-any-kind").dispatchEvent("click");
  await saveRule(page, "一律応答");
  expect((await sticker(await stage().newFriend()))[0]).toMatch(uniform);
  await (await uniformReply({}))();
});

test("よくある質問: an answer outside the hours only, and once a day for each friend", async ({ page }) => {
  await stage().openDesk(page, "rules/new");
  await page.getByTestId("rule-title").fill("営業時間外のご案内");
  await page.getByTestId("rule-kind-uniform").dispatchEvent("click");
  await page.getByTestId("rule-bubble").first().fill("{次の営業開始}からお返事します。");
  await page.getByTestId("rule-more-schedule").click();
  await page.getByTestId("rule-hours").selectOption({ label: "応答時間外だけ" });
  await page.getByTestId("rule-more-cooldown").click();
  await page.getByTestId("rule-cooldown-1440").dispatchEvent("click");
  await expect(page.getByTestId("rule-summary")).toContainText("応答時間外に、");
  await saveRule(page, "営業時間外のご案内");
  const row = (title: string): Locator =>
    page.getByTestId("rule-row").filter({ has: page.getByRole("button", { name: `「${title}」の操作` }) });
  const order = async () =>
    (await stage().api.get<{ items: Rule[] }>(path("rules"))).items.map((rule) => rule.title);
  while ((await order()).indexOf("営業時間外のご案内") > (await order()).indexOf("一律応答")) {
    const before = await order();
    await row("営業時間外のご案内").getByTestId("rule-menu").click();
    await page.getByRole("menuitem", { name: "上へ移動" }).click();
    await expect.poll(order).not.toEqual(before);
  }
  const friend = await stage().newFriend();
  expect((await says(friend, "相談です"))[0]).toMatch(uniform);
  await until(23);
  expect((await says(friend, "相談です"))[0]).toMatch(/からお返事します。$/);
  expect((await says(friend, "もしもし"))[0]).toMatch(uniform);
});

test("the guide: each picture is there, is used and is light; each word in bold is a word of the pages", () => {
  test.skip(writes, "the pictures are being written");
  const text = guide();
  const shown = [...text.matchAll(/!\[[^\]]+\]\(pictures\/([^)]+)\)/g)].map(([, file = ""]) => file);
  const files = written();
  expect([...files.keys()].sort()).toEqual([...new Set(shown)].sort());
  const steps = readFileSync(fileURLToPath(import.meta.url), "utf8");
  for (const file of shown) expect(steps, file).toContain(`picture(page, "${file.replace(".png", "")}"`);
  for (const [file, size] of files) expect(size, file).toBeLessThan(150_000);
  expect([...files.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000);

  const known = new Set(words());
  const bold = [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word = ""]) => word);
  expect(bold.length).toBeGreaterThan(20);
  expect(bold.filter((word) => !known.has(word))).toEqual([]);

  // What a decision says is quoted by its beginning.
  const quoted = [...text.matchAll(/^\| ([^|*]+?)(?:…)? \| .*\|$/gm)].map(([, words = ""]) => words);
  const inTable = quoted.slice(quoted.indexOf("判定の言葉") + 1);
  expect(inTable.length).toBeGreaterThan(4);
  expect(inTable.filter((begin) => ![...known].some((word) => word.startsWith(begin)))).toEqual([]);
});
