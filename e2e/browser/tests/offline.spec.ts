import { expect, test, useStage } from "../harness";

const stage = useStage();

test.beforeEach(({ complaints }) => {
  complaints.allow(
    /ERR_INTERNET_DISCONNECTED/,
    /ERR_CONNECTION_REFUSED/,
    /ERR_INCOMPLETE_CHUNKED_ENCODING/,
    /ERR_EMPTY_RESPONSE/,
  );
});

test("without a network the desk says so, keeps what is written, and shows all that happened once it is back", async ({
  page,
  context,
}) => {
  const { sim } = stage();
  const friend = await stage().friendWho("つながっています");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const bar = page.getByTestId("offline-bar");
  await expect(bar).toBeHidden();

  await context.setOffline(true);
  await expect(bar).toHaveAttribute("data-connection", "offline");
  await expect(bar).toContainText("オフラインです");
  await desk.input.fill("あとで送ります");
  await desk.submit();
  await expect(page.getByTestId("composer-obstacle")).toContainText("オフラインのため送信できません");
  await expect(desk.input).toHaveValue("あとで送ります");
  await sim.write(friend, "聞こえますか");
  await sim.idle();
  const other = await stage().friendWho("別の友だちです");

  await context.setOffline(false);
  await expect(bar).toBeHidden();
  await expect(desk.bubble("聞こえますか")).toBeVisible();
  await desk.submit();
  await expect(desk.bubble("あとで送ります")).toHaveAttribute("data-state", "accepted");
  if (desk.touch) await page.getByTestId("thread-back").click();
  await expect(desk.row(other.displayName)).toContainText(other.displayName);
});

test("while the server is away the desk says so; an answer sent meanwhile is kept and goes out once", async ({
  page,
}) => {
  const { sim, demo } = stage();
  const friend = await stage().friendWho("サーバーは元気ですか");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  const before = (await sim.sent(friend)).length;

  await demo.halt();
  const bar = page.getByTestId("offline-bar");
  await expect(bar).toHaveAttribute("data-connection", "reconnecting");
  await expect(bar).toContainText("サーバーとの接続が切れました");
  await desk.send("少々お待ちください");
  await expect(page.getByTestId("pending-failed")).toContainText("もう一度送っても、二重には届きません");

  await demo.resume();
  await sim.write(friend, "おかえりなさい");
  await bar
    .getByRole("button", { name: "いますぐつなぐ" })
    .click({ timeout: 2000 })
    .catch(() => undefined); // it may be back by itself
  await expect(bar).toBeHidden({ timeout: 25_000 });
  await expect(desk.bubble("おかえりなさい")).toBeVisible();
  await page.getByTestId("pending-retry").click();
  await expect(desk.bubble("少々お待ちください")).toHaveAttribute("data-state", "accepted");
  await expect(desk.bubble("少々お待ちください")).toHaveCount(1);
  const sent = (await sim.sent(friend)).slice(before).flatMap((s) => s.messages.map((m) => m.text));
  expect(sent.filter((text) => text === "少々お待ちください")).toHaveLength(1);
});
