import type { Page } from "@playwright/test";
import { expect, test, useStage } from "../harness";
import { Server } from "../harness/server";

const stage = useStage();

const logIn = async (page: Page, login: string, password: string) => {
  await page.getByTestId("login-name").fill(login);
  await page.getByTestId("login-password").fill(password);
  await page.getByTestId("login-submit").click();
};

test("the demo's link logs in once; the second time it says what to do", async ({
  page,
  another,
  complaints,
}) => {
  complaints.allow(/status of 40\d.*\/session\/link\)/);
  const { desk } = stage().demo.at;
  await page.goto(desk);
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  expect(page.url()).not.toContain("token");

  const late = await another.newPage();
  await late.goto(desk);
  await expect(late.getByTestId("form-error")).toHaveText(
    "このリンクは使えません。すでに使われたか、期限が切れています。新しいリンクを発行してもらってください。",
  );
  await late.getByRole("link", { name: "ログイン画面へ" }).click();
  await expect(late.getByTestId("login-name")).toBeVisible();
});

test("without a session every page leads to the log-in, and from there to where one wanted to go", async ({
  page,
}) => {
  await page.goto(stage().page("rules"));
  await expect(page.getByTestId("login-name")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("next")).toBe(`/a/${stage().account}/rules`);
});

test("the first start: from the printed link to the first account, out, and in with the password", async ({
  page,
  complaints,
}) => {
  complaints.allow(/status of 422.*\/accounts\)/, /status of 40\d.*\/(session|setup)\)/);
  const { sim, demo } = stage();
  const channel = await sim.addChannel({ name: "もみじ食堂" });
  const server = await Server.start(demo.at.sim);
  try {
    await test.step("before the owner exists the log-in page says where the link is", async () => {
      await page.goto(server.base);
      await expect(page.getByText("サーバーを起動した画面に表示されたリンクを開いて")).toBeVisible();
    });

    await test.step("the owner is created; what is missing is said at the field", async () => {
      await page.goto(server.setupLink);
      await page.getByTestId("setup-name").fill("店主 山田");
      await page.getByTestId("setup-login").fill("yamada");
      await page.getByTestId("setup-password").fill("short");
      await page.getByTestId("setup-submit").click();
      await expect(page.getByText("パスワードは10文字以上にしてください。")).toBeVisible();
      await page.getByTestId("setup-password").fill("correct horse battery");
      await page.getByTestId("setup-submit").click();
      await expect(page.getByRole("heading", { name: "アカウントを追加" })).toBeVisible();
    });

    await test.step("a secret that cannot be one, then a wrong one: an error that says what to do, and nothing is lost", async () => {
      await page.getByTestId("account-name").fill("もみじ食堂");
      await page.getByTestId("account-key").fill("momiji");
      await page.getByTestId("account-channel-id").fill(channel.id);
      const secret = page.getByTestId("account-channel-secret");
      await secret.fill("not a secret");
      await page.getByTestId("account-create").click();
      await expect(
        page.getByText("チャネルシークレットは、0〜9とa〜fの32文字で入力してください。"),
      ).toBeVisible();
      await secret.fill("0".repeat(32));
      await page.getByTestId("account-create").click();
      // LINE does not say which of the two is wrong.
      await expect(page.getByTestId("form-error")).toHaveText(
        "LINEがこのチャネルを受け付けません。チャネルIDとチャネルシークレットを確かめてください。",
      );
      await expect(secret).toHaveValue("0".repeat(32));
      await expect(page.getByTestId("account-name")).toHaveValue("もみじ食堂");
      await expect(page.getByTestId("account-key")).toHaveValue("momiji");
      await expect(page.getByTestId("account-channel-id")).toHaveValue(channel.id);
    });

    await test.step("with the right one the account is there and names its webhook", async () => {
      await page.getByTestId("account-channel-secret").fill(channel.secret);
      await page.getByTestId("account-create").click();
      await expect(page.getByTestId("account-hook")).toHaveValue(`${server.base}/hook/momiji`);
      await page.getByRole("navigation").getByRole("link", { name: "トーク" }).click();
      await expect(page.getByText("まだトークがありません")).toBeVisible();
    });

    await test.step("log out; a wrong password says so; the right one leads back to the desk", async () => {
      await page.goto(`${server.base}/me`);
      await page.getByTestId("logout").click();
      await logIn(page, "yamada", "wrong horse battery");
      await expect(page.getByTestId("form-error")).toHaveText("ログインIDかパスワードが違います。");
      await expect(page.getByTestId("login-name")).toHaveValue("yamada");
      await logIn(page, "yamada", "correct horse battery");
      await expect(page.getByText("まだトークがありません")).toBeVisible();
    });

    await test.step("the printed link has done its work", async () => {
      await page.context().clearCookies();
      await page.goto(server.setupLink);
      await page.getByTestId("setup-name").fill("だれか");
      await page.getByTestId("setup-login").fill("someone");
      await page.getByTestId("setup-password").fill("another long password");
      await page.getByTestId("setup-submit").click();
      await expect(page.getByTestId("form-error")).toBeVisible();
    });
  } finally {
    await server.stop();
  }
});
