import { expect, test, useStage } from "../harness";

interface Settings {
  greetingBubbles: { text: string }[];
  greetingBackBubbles?: { text: string }[];
  now?: object;
  [name: string]: unknown;
}

const stage = useStage();

const path = () => `/accounts/${stage().account}`;
const settingsNow = () => stage().api.get<Settings>(`${path()}/settings`);
const hoursNow = () => stage().api.get<{ zone: string; week: Record<string, string[]> }>(`${path()}/hours`);
let before: Settings;
const withoutNow = ({ now: _, ...rest }: Settings) => rest;

test.beforeEach(async () => {
  before = await settingsNow();
});
test.afterEach(async () => {
  await stage().api.send("PUT", `${path()}/settings`, withoutNow(before));
});

test("the sentence on top says what the choices do while one makes them; saved, they are so", async ({
  page,
}) => {
  await stage().openDesk(page, "settings");
  const sentence = page.getByTestId("settings-sentence");
  await expect(sentence).toContainText("いま、友だちがメッセージを送ると、応答メッセージが自動で返信し");
  const save = page.getByTestId("settings-save");
  await expect(save).toBeDisabled();

  for (const when of ["inside", "outside"]) {
    await page.getByTestId(`settings-${when}`).getByText("手動チャット", { exact: true }).click();
  }
  await expect(sentence).toContainText("自動では返信せず、メンバーの返信を待ちます。");
  await expect(page.getByText("保存すると、このようになります。")).toBeVisible();
  await page.getByRole("switch", { name: "応答時間を使う" }).click();
  await expect(sentence).toHaveAttribute("data-sentence", "always.manual");
  await page.getByTestId("settings-inside").getByText("手動チャット＋応答メッセージ").click();
  await expect(sentence).toHaveAttribute("data-sentence", "always.both");
  await page.getByTestId("settings-inside").getByText("手動チャット", { exact: true }).click();
  await save.click();
  await expect(page.getByText("保存しました")).toBeVisible();
  expect(await settingsNow()).toMatchObject({ hours: false, inside: "manual" });

  const friend = await stage().friendWho("営業時間");
  await page.reload();
  await expect(page.getByTestId("settings-inside-manual")).toBeChecked();
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await expect(desk.autoBanner).toContainText("自動では返信しません。メンバーの返信を待っています。");
  expect(await stage().sim.sent(friend)).toEqual([]);
});

test("with the chat off only rules answer, and the composer says why it does not", async ({ page }) => {
  const friend = await stage().friendWho("チャットはできますか");
  await stage().openDesk(page, "settings");
  await page.getByRole("switch", { name: "チャットを使う" }).click();
  await expect(page.getByTestId("settings-sentence")).toHaveAttribute("data-sentence", "chatOff");
  await expect(page.getByTestId("settings-inside")).toBeHidden();
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("保存しました")).toBeVisible();

  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await expect(page.getByTestId("composer-obstacle")).toHaveText(
    "チャットがオフのため返信できません。応答設定でチャットをオンにしてください。",
  );
  await expect(desk.sendButton).toBeDisabled();
});

test("hours are typed, past midnight too; a bad slot says what is wrong; a reload shows what was saved", async ({
  page,
}) => {
  await stage().openDesk(page, "settings");
  const wednesday = page.getByTestId("hours-day-wed");
  await expect(wednesday).toContainText("時間外");
  await page.getByTestId("hours-add-wed").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab"); // the button that removes the slot
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByTestId("hours-wed-0-end")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("2500");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByTestId("hours-wed-0-end")).toHaveValue("25:00");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("１７");
  await page.keyboard.press("Tab");
  await expect(page.getByTestId("hours-wed-0-start")).toHaveValue("17:00");
  await expect(wednesday.getByRole("alert")).toBeHidden();

  await page.getByTestId("hours-add-wed").click();
  await page.getByTestId("hours-wed-1-start").fill("18:00");
  await page.getByTestId("hours-wed-1-end").fill("19:00");
  await expect(wednesday.getByRole("alert")).toHaveText("ほかの時間と重なっています。");
  await page.getByTestId("hours-wed-1-start").fill("いつか");
  await expect(wednesday.getByRole("alert")).toContainText("時刻は「10:00」のように");
  await expect(page.getByTestId("hours-wed-1-start")).toHaveAttribute("aria-invalid", "true");
  await page.getByTestId("hours-wed-1-start").fill("19:30");
  await expect(wednesday.getByRole("alert")).toContainText("終了は開始より後にしてください。");
  await page.getByTestId("settings-save").click();
  await expect(page.getByTestId("form-error")).toHaveText("応答時間に直すところがあります。");
  await wednesday.getByRole("button", { name: "水曜日 2つ目の時間を削除" }).click();
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("保存しました")).toBeVisible();

  expect((await hoursNow()).week.wed).toEqual(["17:00-25:00"]);
  await page.reload();
  await expect(page.getByTestId("hours-wed-0-start")).toHaveValue("17:00");
  await expect(page.getByTestId("hours-wed-0-end")).toHaveValue("25:00");
});

test("the length of the manual window and the greeting are set and kept", async ({ page }) => {
  await stage().openDesk(page, "settings");
  const minutes = page.getByTestId("settings-manual-minutes");
  await minutes.fill("99999");
  await expect(minutes).toHaveAccessibleDescription("1〜10080分の整数で入力してください。"); // a week is the most
  await minutes.fill("");
  await expect(minutes).toHaveValue(""); // while one types another number
  await page.getByTestId("settings-save").click();
  await expect(page.getByTestId("form-error")).toHaveText("入力内容を確かめてください。");
  await page.getByTestId("settings-manual-180").click();
  await expect(minutes).toHaveValue("180分");
  await minutes.fill("90");
  await page.getByTestId("greeting-bubble").first().fill("ようこそ、{友だちの表示名}さん。");
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("保存しました")).toBeVisible();
  await page.reload();
  await expect(minutes).toHaveValue("90分");
  await expect(page.getByTestId("greeting-bubble").first()).toHaveValue("ようこそ、{友だちの表示名}さん。");

  const { sim, demo } = stage();
  const friend = await sim.addFriend(demo.at.channel.id, { displayName: "新しい友だち" });
  await expect.poll(async () => (await sim.talk(friend))[0]?.body.text).toBe("ようこそ、新しい友だちさん。");
});

test("the sentence says what a member's answer does and when that ends, by the kind of the manual window", async ({
  page,
}) => {
  await stage().openDesk(page, "settings");
  const after = page.getByTestId("settings-after");
  await expect(after).toHaveAttribute("data-after", "time");
  await page.getByTestId("settings-manual-30").click();
  await expect(after).toContainText("その友だちには30分のあいだ応答メッセージが返信しません");
  await page.getByText("自分で戻すまで", { exact: true }).click();
  await expect(after).toContainText("「自動応答に戻す」を押すまで");
  await expect(page.getByTestId("settings-manual-minutes")).toBeHidden();
  await page.getByText("営業終了まで", { exact: true }).click();
  const inside = (await page.getByTestId("settings-now").getAttribute("data-inside")) === "true";
  await expect(after).toHaveAttribute("data-after", inside ? "closing" : "time");
  await expect(page.getByText("応答時間外に返信したときの長さ")).toBeVisible();
  await page.getByRole("switch", { name: "応答時間を使う" }).click();
  await expect(page.getByText("応答時間を使わない設定なので、下の長さで終わります。")).toBeVisible();
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("保存しました")).toBeVisible();
  expect(await settingsNow()).toMatchObject({ manualEnd: "closing", manualMinutes: 30, hours: false });
  await page.getByTestId("settings-inside").getByText("手動チャット", { exact: true }).click();
  await expect(after).toBeHidden(); // no rule would answer anyway
});

test("a friend who comes back gets a greeting of its own, or none", async ({ page }) => {
  const { sim } = stage();
  await stage().openDesk(page, "settings");
  await page.getByText("別のあいさつを送る", { exact: true }).click();
  await page.getByTestId("greeting-back-bubble").first().fill("おかえりなさい、{友だちの表示名}さん。");
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("保存しました")).toBeVisible();
  await page.reload();
  await expect(page.getByTestId("greeting-back-bubble").first()).toHaveValue(
    "おかえりなさい、{友だちの表示名}さん。",
  );

  const friend = await stage().newFriend();
  await sim.waitForAnswer(friend, await sim.write(friend, "いったん離れます"));
  const comesBack = async () => {
    await sim.block(friend);
    await sim.idle();
    await sim.unblock(friend);
    await sim.idle();
  };
  const said = async () =>
    (await sim.talk(friend)).filter((b) => b.from === "account").map((b) => b.body.text);
  const answered = (await said()).length;
  await comesBack();
  await expect
    .poll(async () => (await said()).slice(answered))
    .toEqual([`おかえりなさい、${friend.displayName}さん。`]);

  await page.getByText("何も送らない", { exact: true }).click();
  await expect(page.getByTestId("greeting-back-bubble")).toBeHidden();
  await page.getByTestId("settings-save").click();
  await expect.poll(async () => (await settingsNow()).onUnblock).toBe("none");
  await comesBack();
  const again = await sim.write(friend, "営業時間");
  await sim.waitForAnswer(friend, again);
  expect((await said()).filter((text) => text?.startsWith("おかえり"))).toHaveLength(1);
});

test("until the owner says that LINE's own manager is off, the pages warn of two answers", async ({
  page,
}) => {
  await stage().api.send("PUT", `${path()}/settings`, { ...withoutNow(before), managerOff: false });
  await stage().openDesk(page, "settings");
  const box = page.getByTestId("manager-check");
  await expect(box).toContainText("友だちに二重に届きます");
  const { basicId } = await stage().api.get<{ basicId: string }>(path());
  expect(basicId).toMatch(/^@/);
  await expect(box.getByRole("link")).toHaveAttribute(
    "href",
    `https://manager.line.biz/account/${basicId}/setting/response`,
  );
  const steps = page.getByTestId("manager-steps");
  for (const step of ["応答メッセージを「オフ」", "あいさつメッセージを「オフ」", "Webhookを「オン」"]) {
    await expect(steps).toContainText(step);
  }
  await page.getByRole("switch", { name: "あいさつメッセージを送る" }).click();
  await expect(steps).not.toContainText("あいさつメッセージを「オフ」"); // ours does not come twice
  await page.getByRole("switch", { name: "あいさつメッセージを送る" }).click();
  await expect(page.getByTestId("manager-chat-mode")).toContainText("LINEからの情報では、LINE側のチャットは");

  await page.goto(stage().page("rules"));
  const note = page.getByTestId("settings-note");
  await expect(note).toHaveAttribute("data-note", "manager");
  await note.getByRole("link").click();
  await page.getByTestId("settings-manager-off").check();
  await page.getByTestId("settings-save").click();
  await expect(page.getByText("保存しました")).toBeVisible();
  await page.reload();
  await expect(box).toContainText("オフと確認済み");
  await expect(steps).toBeHidden();
  await page.goto(stage().page("rules"));
  await expect(page.getByTestId("rule-row").first()).toBeVisible();
  await expect(note).toBeHidden();
  await page.goto(stage().page("account"));
  await expect(page.getByTestId("account-hook")).toBeVisible();
  await expect(page.locator("[data-code='account.manager_may_answer']")).toHaveCount(0);
});
