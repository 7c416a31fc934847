import { expect, test, useStage } from "../harness";

interface Settings {
  chat: boolean;
  hours: boolean;
  inside: string;
  outside: string;
  greeting: boolean;
  manualMinutes: number;
  greetingBubbles: { text: string }[];
}

const stage = useStage();

const path = () => `/accounts/${stage().account}`;
const settingsNow = () => stage().api.get<Settings>(`${path()}/settings`);
const hoursNow = () => stage().api.get<{ zone: string; week: Record<string, string[]> }>(`${path()}/hours`);
let before: Settings;

test.beforeEach(async () => {
  before = await settingsNow();
});
test.afterEach(async () => {
  const { chat, hours, inside, outside, greeting, manualMinutes, greetingBubbles } = before;
  const body = { chat, hours, inside, outside, greeting, manualMinutes, greetingBubbles };
  await stage().api.send("PUT", `${path()}/settings`, body);
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
  await minutes.blur();
  await expect(minutes).toHaveValue("10080分"); // a week is the most
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
