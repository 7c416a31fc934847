import { expect, test, useStage } from "../harness";

const stage = useStage();

const name = '<img src=x onerror="window.hit=1">';
const messages = [
  "<script>window.hit=2</script>",
  "javascript:window.hit=3",
  "javascript://example.jp/%0awindow.hit=7",
  '"><svg onload=window.hit=4>',
  "{{constructor.constructor('window.hit=5')()}}",
  "data:text/html,<script>window.hit=6</script> https://example.jp/?q=<b>&a=1",
];

test("what strangers call themselves and write is text, on the desk and on the phone", async ({
  page,
  context,
}) => {
  const friend = await stage().newFriend(name);
  for (const text of messages) await stage().sim.write(friend, text);
  await stage().sim.idle();

  const phonePage = await context.newPage();
  const phone = await stage().openPhone(phonePage, friend);
  const desk = await stage().openDesk(page);
  await desk.open(name);
  for (const text of messages) {
    await expect(desk.bubbles.filter({ hasText: text }).first()).toBeVisible();
    await expect(phonePage.getByTestId("phone-bubble-out").filter({ hasText: text })).toBeVisible();
  }
  await expect(phone.answers.first()).toContainText(`${name}さん、メッセージ`);

  for (const shown of [page, phonePage]) {
    expect(await shown.evaluate(() => "hit" in window)).toBe(false);
    const links = await shown
      .getByRole("link")
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol));
    expect(links.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([]);
    expect(await shown.locator("img[src='x'], body script:not([src])").count()).toBe(0);
  }
  await page.getByTestId("info-toggle").click(); // opens or closes the panel that names the friend
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
});

test("a link in a message opens elsewhere and tells nothing of the desk", async ({ page }) => {
  const friend = await stage().friendWho("地図はこちら https://example.jp/map?a=1&b=2 です。");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const link = desk.bubbles.getByRole("link", { name: "https://example.jp/map?a=1&b=2" });
  await expect(link).toHaveAttribute("href", "https://example.jp/map?a=1&b=2");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", /noopener/);
  await expect(link).toHaveAttribute("rel", /noreferrer/);
});
