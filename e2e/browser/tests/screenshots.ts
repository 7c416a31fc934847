// Writes the pictures of README and guides: npm run screenshots.
import { fileURLToPath } from "node:url";
import { devices, type Page } from "@playwright/test";
import { Desk, expect, type Friend, test, useStage } from "../harness";

const stage = useStage();

const picture = (name: string) => fileURLToPath(new URL(`../../../docs/images/${name}.png`, import.meta.url));
const take = (page: Page, name: string) =>
  page.screenshot({ path: picture(name), animations: "disabled", caret: "hide" });

test("the desk in the middle of a manual conversation, the same on a phone, and the friend's side", async ({
  page,
  browser,
}) => {
  const desk = await stage().openDesk(page); // before the link gets too old
  const friend = await afternoon();
  await page.reload();
  await desk.open(friend.displayName);
  await desk.send(
    "お問い合わせありがとうございます。貸切は日曜の夕方に承っており、24名さままでお入りいただけます。",
  );
  await expect(desk.bubbles.last()).toHaveAttribute("data-state", "accepted");
  await stage().sim.write(friend, "ぴったりです！お料理もお願いできますか？");
  await expect(desk.bubble("ぴったりです！お料理もお願いできますか？")).toBeVisible();
  await desk.input.fill("はい、軽食とケーキのコースがございます。");
  await page.getByTestId("composer-add-bubble").click();
  await desk.input.nth(1).fill("お好みをうかがってもよろしいでしょうか。");
  await expect(desk.route).toContainText("無料");
  await expect(page.getByTestId("unread-badge").first()).toBeVisible();
  await take(page, "desk");

  const small = await browser.newContext({
    ...devices["Pixel 7"],
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    storageState: await page.context().storageState(),
  });
  const pocket = new Desk(await small.newPage(), true);
  await pocket.page.goto(page.url());
  await expect(pocket.input).toHaveCount(2);
  await expect(pocket.bubbles.last()).toBeVisible();
  await take(pocket.page, "desk-phone");

  await desk.submit();
  await expect(desk.bubbles.last()).toHaveAttribute("data-state", "accepted");
  const phone = await stage().openPhone(await small.newPage(), friend);
  await expect(phone.answer("お好みをうかがってもよろしいでしょうか。")).toBeVisible();
  await take(phone.page, "phone");
  await small.close();
});

/** A day at the shop until half past two, whenever this runs; the friend it returns is new and has a question. */
async function afternoon(): Promise<Friend> {
  const { sim, demo } = stage();
  const channel = demo.at.channel.id;
  const { now } = await sim.advance("1m");
  const minute = 60_000;
  const tomorrow = (Math.floor((Date.parse(now) / minute + 9 * 60) / 1440) + 1) * 1440 - 9 * 60; // 0:00 in Tokyo
  let at = Date.parse(now) / minute;
  const until = async (hour: number, past: number) => {
    const next = tomorrow + hour * 60 + past;
    await sim.advance(`${Math.round((next - at) * 60)}s`);
    at = next;
  };
  const says = async (friend: Friend, text: string) => {
    await sim.waitForAnswer(friend, await sim.write(friend, text));
  };
  await until(11, 52);
  await says(await sim.friend(channel, "Emi Nakamura"), "Thank you! See you on Sunday 🐶");
  await until(13, 20);
  await says(await sim.friend(channel, "山本 健二"), "駐車場");
  await until(14, 8);
  await says(await sim.friend(channel, "ゆうくんママ"), "今日の15時ごろ、ベビーカーの席は空いていますか？");
  await until(14, 27);
  const friend = await sim.addFriend(channel, { displayName: "斎藤 美咲" });
  await expect.poll(async () => (await sim.talk(friend)).length).toBe(2); // the greeting
  await until(14, 29);
  await says(friend, "はじめまして。貸切で誕生日会をしたいのですが、20人くらい入れますか？");
  await until(14, 34);
  return friend;
}
