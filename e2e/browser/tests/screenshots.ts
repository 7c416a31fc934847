// Writes the pictures of README and guides: npm run screenshots.
import { fileURLToPath } from "node:url";
import { devices, type Page } from "@playwright/test";
import { Desk, expect, test, useStage } from "../harness";

const stage = useStage();

// It is early afternoon where the pictures are taken, whenever that is.
test.use({ timezoneId: zoneWhereItIs(14) });

const picture = (name: string) => fileURLToPath(new URL(`../../../docs/images/${name}.png`, import.meta.url));
const take = (page: Page, name: string) =>
  page.screenshot({ path: picture(name), animations: "disabled", caret: "hide" });

test("the desk in the middle of a manual conversation, the same on a phone, and the friend's side", async ({
  page,
  browser,
}) => {
  const { sim, demo } = stage();
  const friend = await sim.friend(demo.at.channel.id, "鈴木 一郎");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await desk.send(
    "お問い合わせありがとうございます。貸切は日曜の夕方に承っており、24名さままでお入りいただけます。",
  );
  await expect(desk.bubbles.last()).toHaveAttribute("data-state", "accepted");
  await sim.write(friend, "ぴったりです！お料理もお願いできますか？");
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
    timezoneId: zoneWhereItIs(14),
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

function zoneWhereItIs(hour: number): string {
  const east = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`; // these names count westwards
}
