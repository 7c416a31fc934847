import { Desk, expect, test, useStage } from "../harness";

const stage = useStage();

test("two members at once: one invites the other, and what one answers the other sees live", async ({
  page,
  another,
  complaints,
}) => {
  complaints.allow(/status of 403/);
  const friend = await stage().friendWho("どなたかいますか");
  const desk = await stage().openDesk(page);
  await page.goto(stage().url("/members"));
  let link = "";

  await test.step("the owner invites", async () => {
    await page.getByTestId("member-invite").click();
    await page.getByTestId("member-name").fill("新人 佐々木");
    await page.getByTestId("member-login").fill("sasaki");
    await page.getByTestId("member-invite-submit").click();
    link = await page.getByTestId("member-link").inputValue();
    expect(link).toContain("/join#token=");
    await page.getByRole("dialog").getByRole("button", { name: "閉じる" }).last().click();
    await expect(page.locator("[data-testid=member-row][data-login=sasaki]")).toContainText("未登録");
  });

  const page2 = await another.newPage();
  await test.step("the new member chooses a password and is at the desk", async () => {
    await page2.goto(link);
    await page2.getByTestId("setup-name").fill("佐々木");
    await page2.getByTestId("setup-password").fill("a long enough password");
    await page2.getByTestId("setup-submit").click();
    await expect(page2.getByTestId("conversation-row").first()).toBeVisible();
    await page.reload();
    await expect(page.locator("[data-testid=member-row][data-login=sasaki]")).not.toContainText("未登録");
  });

  await test.step("both have the conversation open; each sees what the other answers and who answers", async () => {
    await page.goto(stage().page("talks"));
    await desk.open(friend.displayName);
    const desk2 = new Desk(page2, desk.touch);
    await desk2.open(friend.displayName);
    await desk.send("店長の田中です");
    await expect(desk2.bubble("店長の田中です")).toContainText("店長 田中");
    await expect(desk2.manualBanner).toContainText("店長 田中");
    await desk2.send("佐々木が続けます");
    await expect(desk.bubble("佐々木が続けます")).toContainText("佐々木");
    await expect(desk.manualBanner).toContainText("佐々木");
  });

  await test.step("the member may answer but not change rules: the page says so and the API refuses", async () => {
    await page2.goto(stage().page("rules"));
    await expect(page2.getByTestId("rule-row").first()).toBeVisible();
    await expect(page2.getByTestId("rule-new")).toHaveCount(0);
    await expect(page2.getByTestId("owner-only")).toHaveText(
      "ここを変更できるのは、このアカウントのオーナーだけです。",
    );
    for (const control of ["rule-toggle", "rule-menu", "rule-drag"]) {
      await expect(page2.getByTestId(control).first()).toBeDisabled();
    }
    const status = await page2.evaluate(async (account) => {
      const rule = { title: "x", enabled: true, keywords: ["x"], bubbles: [{ text: "x" }] };
      const response = await fetch(`/api/v1/accounts/${account}/rules`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(rule),
      });
      return response.status;
    }, stage().account);
    expect(status).toBe(403);
    await page2.goto(stage().url("/members"));
    await expect(page2.getByText("このページは管理者だけが使えます")).toBeVisible();
  });

  await test.step("removed, the member is out at once", async () => {
    await page2.goto(stage().page("talks"));
    await expect(page2.getByTestId("conversation-row").first()).toBeVisible();
    complaints.allow(/status of 401/);
    await page.goto(stage().url("/members"));
    const row = page.locator("[data-testid=member-row][data-login=sasaki]");
    await row.getByTestId("member-menu").click();
    await page.getByTestId("member-remove").click();
    await page.getByTestId("member-remove-confirm").click();
    await expect(row).toHaveCount(0);
    await expect(page2.getByTestId("login-name")).toBeVisible();
  });
});
