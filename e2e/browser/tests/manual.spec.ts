import type { Page } from "@playwright/test";
import { expect, type Friend, test, useStage } from "../harness";
import { barriers, overflow } from "../harness/page";
import { everyDay } from "./hours.page";

const stage = useStage();

const path = (rest: string) => `/accounts/${stage().account}/${rest}`;
const answer =
  "月・火・木は10時から19時、金は10時から21時、土は9時から21時、日は9時から19時まで営業しております。\n定休日は水曜日です。";

/** The settings of a test, over those of the sample shop. */
const given = (part: object) => stage().changeSettings(part);

const byTime = { chat: true, hours: false, inside: "manual+auto", manualEnd: "time", manualMinutes: 60 };

test.beforeEach(() => given(byTime));

interface Talk {
  id: string;
  manual?: { until: string; byHand?: boolean };
}

const openWindows = async () =>
  (await stage().api.get<{ items: Talk[] }>(path("conversations?order=ending"))).items;

async function talkOf(friend: Friend): Promise<Talk> {
  const search = encodeURIComponent(friend.displayName);
  let talk: Talk | undefined;
  // The name is there once LINE was asked for it.
  await expect
    .poll(async () => {
      [talk] = (await stage().api.get<{ items: Talk[] }>(path(`conversations?search=${search}`))).items;
      return talk;
    })
    .toBeDefined();
  return talk as unknown as Talk;
}

/** A friend whose conversation a member has taken. */
async function taken(wrote: string): Promise<Friend> {
  const friend = await stage().friendWho(wrote);
  const talk = await talkOf(friend);
  await stage().api.send("PUT", path(`conversations/${talk.id}/manual`));
  return friend;
}

async function releaseAll(): Promise<void> {
  for (const { id } of await openWindows()) {
    await stage().api.send("DELETE", path(`conversations/${id}/manual`));
  }
}

interface Decided {
  text: string;
  decision?: { outcome: "answered" | "silent" };
}

/** What the rules answered to a text of the friend. */
async function answersTo(friend: Friend, text: string): Promise<number> {
  const talk = await talkOf(friend);
  const said = async () =>
    (await stage().api.get<{ items: Decided[] }>(path(`conversations/${talk.id}/messages`))).items.filter(
      (message) => message.text === text && message.decision,
    );
  const before = (await said()).length;
  const question = await stage().sim.write(friend, text);
  await expect.poll(async () => (await said()).length).toBe(before + 1);
  const [newest] = await said();
  // An answer that was decided on is still on its way.
  if (newest?.decision?.outcome === "answered") await stage().sim.waitForAnswer(friend, question);
  return (await stage().sim.answersTo(friend, question)).length;
}

async function toList(page: Page, touch: boolean): Promise<void> {
  if (touch) await page.getByTestId("thread-back").click();
}

test("the time left stands in the conversation and in the list, and slides with each answer", async ({
  page,
}) => {
  const friend = await stage().friendWho("ランチは何時までですか");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await page.getByTestId("manual-take").click();
  await expect(desk.manualBanner).toContainText(/手動対応中 あと(1時間|59分)/);
  await stage().sim.advance("20m");
  await stage().friendWho("時計を進めた知らせ");
  await expect(desk.manualBanner).toContainText(/あと(40|39)分/);
  await toList(page, desk.touch);
  await expect(desk.row(friend.displayName).getByTestId("manual-mark")).toContainText(/あと(40|39)分/);
  if (desk.touch) await desk.open(friend.displayName);
  await desk.send("14時までです");
  await expect(desk.manualBanner).toContainText(/あと(1時間|59分)/);
  await toList(page, desk.touch);
  await expect(desk.row(friend.displayName).getByTestId("manual-mark")).toContainText(/あと(1時間|59分)/);
  await releaseAll();
});

test("by hand it goes on until somebody ends it; meanwhile the rules are silent, and answer again after", async ({
  page,
}) => {
  await given({ ...byTime, manualEnd: "hand" });
  const friend = await stage().friendWho("相談があります");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await page.getByTestId("manual-take").click();
  await expect(desk.manualBanner).toContainText("手動対応中 手動で戻すまで");
  await toList(page, desk.touch);
  await expect(desk.row(friend.displayName).getByTestId("manual-mark")).toContainText("手動で戻すまで");
  await stage().sim.advance("30h");
  expect(await answersTo(friend, "営業時間")).toBe(0);
  if (desk.touch) await desk.open(friend.displayName);
  await page.getByTestId("manual-release").click();
  await expect(desk.autoBanner).toBeVisible();
  expect(await answersTo(friend, "営業時間")).toBe(1);
  await expect(desk.bubble(answer)).toHaveAttribute("data-sender", "rule");
});

test("it ends at closing time, and outside hours after its length; the banner changes by itself", async ({
  page,
}) => {
  const { sim, api } = stage();
  await api.send("PUT", path("hours"), { zone: "Asia/Tokyo", week: everyDay(["09:00-19:00"]) });
  await given({ ...byTime, hours: true, outside: "auto", manualEnd: "closing", manualMinutes: 30 });
  const { now } = await sim.advance("0s");
  const tomorrow = new Date(Date.parse(now) + 33 * 3600_000).toISOString().slice(0, 10); // by Tokyo's date
  const noon = Date.parse(`${tomorrow}T12:00:00+09:00`);
  await sim.advance(`${Math.round((noon - Date.parse(now)) / 1000)}s`);

  const friend = await stage().friendWho("今日は空いていますか");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await page.getByTestId("manual-take").click();
  await expect(desk.manualBanner).toContainText("手動対応中 19:00まで");
  await toList(page, desk.touch);
  await expect(desk.row(friend.displayName).getByTestId("manual-mark")).toContainText("19:00まで");
  if (desk.touch) await desk.open(friend.displayName);
  expect(await answersTo(friend, "営業時間")).toBe(0);

  await sim.advance("7h1m");
  await stage().friendWho("閉店後の便り"); // the desk learns what time it is
  await expect(desk.manualBanner).toBeHidden();
  await expect(desk.autoBanner).toContainText("応答メッセージが自動で返信します。");
  expect(await answersTo(friend, "営業時間")).toBe(1);

  await page.getByTestId("manual-take").click(); // outside hours too
  await expect(desk.manualBanner).toContainText("19:31まで");
  expect(await answersTo(friend, "営業時間")).toBe(0);
  await releaseAll();
});

test("the board shows who is handled until when, and gives back several at once, with a way back", async ({
  page,
}) => {
  await releaseAll();
  await stage().openDesk(page, "manual");
  await expect(page.getByText("手動対応中のトークはありません")).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  const later = await taken("あとで終わる");
  await given({ ...byTime, manualMinutes: 15 });
  const soon = await taken("先に終わる");
  await given({ ...byTime, manualEnd: "hand" });
  const hand = await taken("手動で終わる");
  const rows = page.getByTestId("manual-row");
  await expect(rows).toHaveCount(3); // without a reload
  await expect(rows.nth(0)).toContainText(soon.displayName);
  await expect(rows.nth(0).getByTestId("manual-left")).toContainText(/あと1[45]分/);
  await expect(rows.nth(0)).toContainText("メッセージありがとうございます"); // the last message
  await expect(rows.nth(0)).toContainText("未対応");
  await expect(rows.nth(1)).toContainText(later.displayName);
  await expect(rows.nth(2).getByTestId("manual-left")).toHaveText("手動で戻すまで");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await barriers(page), colorScheme).toEqual([]);
  }
  expect((await overflow(page)).x).toBe(0);

  await test.step("one that is given back is gone, and can be taken again", async () => {
    await rows.nth(2).getByTestId("manual-return").click();
    await expect(rows).toHaveCount(2);
    expect(await answersTo(hand, "営業時間")).toBe(1);
    await page.getByTestId("manual-undo").click();
    await expect(rows).toHaveCount(3);
  });

  await test.step("chosen ones together, and back", async () => {
    await rows.nth(0).getByTestId("manual-choose").check();
    await rows.nth(1).getByTestId("manual-choose").check();
    await expect(page.getByText("2件を選択中")).toBeVisible();
    await page.getByTestId("manual-release-chosen").click();
    await expect(rows).toHaveCount(1);
    expect((await openWindows()).length).toBe(1);
    await page.getByTestId("manual-undo").last().click();
    await expect(rows).toHaveCount(3);
  });

  await test.step("one whose time is over leaves by itself", async () => {
    await releaseAll();
    await given({ ...byTime, manualMinutes: 5 });
    const short = await taken("すぐ終わる");
    await expect(rows).toHaveCount(1);
    await rows.getByRole("link", { name: short.displayName }).click();
    await expect(page.getByTestId("manual-banner")).toBeVisible();
    await page.goBack();
    await stage().sim.advance("6m");
    await stage().friendWho("時計の知らせ");
    await expect(rows).toHaveCount(0);
  });
});

test("tags and attributes are kept at once, and the last change can be taken back", async ({ page }) => {
  const friend = await stage().friendWho("タグをつけてください");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  if (!(await page.getByTestId("info-panel").isVisible())) await page.getByTestId("info-toggle").click();
  const saved = page.getByTestId("contact-saved");
  const tags = page.getByTestId("contact-tags");
  await tags.fill("常連");
  await tags.press("Enter");
  await expect(saved).toHaveAttribute("data-state", "success");
  await page.getByTestId("attribute-add").click();
  await page.getByTestId("attribute-name").fill("誕生日");
  await page.getByTestId("attribute-new-value").fill("5月1日");
  await page.getByTestId("attribute-save").click();
  await expect(page.getByTestId("attribute-value")).toHaveValue("5月1日");
  const { id } = await talkOf(friend);
  const known = () => stage().api.get<object>(path(`conversations/${id}/contact`));
  await expect.poll(known).toEqual({ tags: ["常連"], attributes: { 誕生日: "5月1日" } });
  expect(await barriers(page)).toEqual([]);

  await page.getByTestId("attribute-value").fill("5月2日");
  await page.getByTestId("attribute-value").press("Enter");
  await expect.poll(known).toMatchObject({ attributes: { 誕生日: "5月2日" } });
  await page.getByTestId("contact-undo").click();
  await expect.poll(known).toMatchObject({ attributes: { 誕生日: "5月1日" } });
  await expect(page.getByTestId("attribute-value")).toHaveValue("5月1日");
});

test("why: the words say which rule, and of the others why not", async ({ page }) => {
  const rule = (title: string, more: object) =>
    stage().api.send<{ id: string }>("POST", path("rules"), {
      title,
      enabled: true,
      keywords: ["抹茶ラテ"],
      bubbles: [{ text: `${title}です` }],
      ...more,
    });
  await rule("抹茶・休み明け", { cooldownMinutes: 60 });
  await rule("抹茶・オフ", { enabled: false });
  await rule("抹茶・常連", { audience: { any: ["常連でない人のタグ"] } });
  await rule("抹茶・期間", { schedule: { until: "2020-01-01" } });
  await rule("抹茶・本命", {});
  await rule("抹茶・除外", { match: "contains", forbidden: ["大盛り"] });

  const friend = await stage().friendWho("抹茶ラテ");
  await stage().sim.write(friend, "抹茶ラテ");
  await stage().sim.idle();
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await expect(desk.bubble("抹茶ラテ")).toHaveCount(2);
  await desk.bubble("抹茶ラテ").last().getByTestId("decision-open").click();
  const panel = page.getByTestId("decision");
  await expect(panel).toContainText("応答メッセージが返信しました");
  const other = (title: string) => panel.getByTestId("decision-other").filter({ hasText: title });
  await expect(other("休み明け")).toContainText(
    /「抹茶ラテ」に合いますが、\d+:\d\dまで、この友だちには続けて返信しません/,
  );
  await expect(other("抹茶・オフ")).toContainText("オフになっています");
  await expect(other("抹茶・常連")).toContainText("配信先に入っていません");
  await expect(other("抹茶・期間")).toContainText("期間・曜日・時刻の設定から外れていました");
  await expect(other("抹茶・除外")).toContainText("優先順位が後でした");
  expect(await barriers(page)).toEqual([]);
  expect((await overflow(page)).x).toBe(0);

  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await stage().sim.write(friend, "大盛りの抹茶ラテ");
  await expect(desk.bubble("大盛りの抹茶ラテ")).toBeVisible();
  await desk.bubble("大盛りの抹茶ラテ").getByTestId("decision-open").click();
  await expect(other("抹茶・除外")).toContainText("除外する言葉「大盛り」が含まれていました");
  const trial = new URL(stage().url((await panel.getByTestId("decision-try").getAttribute("href")) ?? ""));
  expect(trial.pathname).toBe(new URL(stage().page("rules/test")).pathname);
  expect(trial.searchParams.get("text")).toBe("大盛りの抹茶ラテ");
  await panel.getByRole("link", { name: "抹茶・除外" }).click();
  await expect(page.getByTestId("rule-title")).toHaveValue("抹茶・除外");
});
