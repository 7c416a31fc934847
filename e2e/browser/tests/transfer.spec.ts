import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test, useStage } from "../harness";
import { barriers, overflow } from "../harness/page";

interface Rule {
  id: string;
  title: string;
  bubbles: { text?: string }[];
}

const stage = useStage();

const rulesOf = async () =>
  (await stage().api.get<{ items: Rule[] }>(`/accounts/${stage().account}/rules`)).items;
const titles = async () => (await rulesOf()).map((rule) => rule.title);

const choose = (page: Page, name: string, text: string | Buffer) =>
  page
    .getByTestId("transfer-file")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });

/** The whole account as a file, as the page writes it. */
async function download(page: Page, format: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId(`transfer-export-${format}`).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("rules leave as a sheet, are edited, previewed, imported, answer, and are taken back", async ({
  page,
}) => {
  const before = await titles();
  await stage().openDesk(page, "rules");
  await page.getByTestId("rules-tab-transfer").click();
  const sheet = await download(page, "csv");
  expect(sheet.name).toMatch(/^[a-z]+-answers-20\d\d-\d\d-\d\d\.csv$/);
  expect(sheet.text).toContain("タイトル,状態,フォルダ");

  await choose(page, sheet.name, sheet.text);
  await expect(page.getByTestId("transfer-same")).toBeVisible();
  await choose(page, "編集後.csv", "タイトル,キーワード,本文1\r\n冬限定,シュトーレン,予約を受付中です。\r\n");
  await expect(page.getByTestId("transfer-add")).toContainText("冬限定");
  await expect(page.getByTestId("transfer-remove")).toHaveCount(0);
  await page.getByTestId("transfer-mode-replace").click();
  await expect(page.getByTestId("transfer-remove")).toContainText(`${before.length}件`);
  expect(await titles()).toEqual(before);

  await page.getByTestId("transfer-import").click();
  await expect(page.getByTestId("transfer-done")).toBeVisible();
  expect(await titles()).toEqual(["冬限定"]);
  const friend = await stage().newFriend();
  const question = await stage().sim.write(friend, "シュトーレン");
  await stage().sim.waitForAnswer(friend, question);
  expect((await stage().sim.answersTo(friend, question)).map((b) => b.body.text)).toEqual([
    "予約を受付中です。",
  ]);

  await page.getByTestId("transfer-undo").click();
  await expect(page.getByTestId("transfer-undone")).toBeVisible();
  expect(await titles()).toEqual(before);
  await page.getByTestId("rules-tab-list").click();
  await expect(page.getByTestId("rule-row").first()).toContainText(before[0] ?? "");
});

test("everything leaves as YAML; parts of it come back", async ({ page }) => {
  await stage().openDesk(page, "rules/transfer");
  const { text } = await download(page, "yaml");
  expect(text).toContain("version: 1\nsettings:\n  chat: true\n");
  const changed = text
    .replace(/manualMinutes: \d+/, "manualMinutes: 45")
    .replace("rules:", "rules:\n  - title: 余分\n    bubbles:\n      - text: はい");
  await choose(page, "店.yaml", changed);
  await expect(page.getByTestId("transfer-change")).toContainText("応答設定");
  await expect(page.getByTestId("transfer-add")).toContainText("余分");
  await page.getByTestId("transfer-part-rules").click();
  await expect(page.getByTestId("transfer-add")).toHaveCount(0);
  await page.getByTestId("transfer-import").click();
  await expect(page.getByTestId("transfer-done")).toBeVisible();
  const settings = await stage().api.get<{ manualMinutes: number }>(`/accounts/${stage().account}/settings`);
  expect(settings.manualMinutes).toBe(45);
  expect(await titles()).not.toContain("余分");
});

test("what is wrong with a file is told by line, and nothing changes", async ({ page }) => {
  const before = await titles();
  await stage().openDesk(page, "rules/transfer");
  await choose(page, "悪い.csv", "タイトル,状態,本文1\nあ,たぶん,はい\n,オン,はい\n");
  await expect(page.getByTestId("transfer-fault")).toHaveCount(2);
  await expect(page.getByTestId("transfer-fault").first()).toContainText("2");
  await expect(page.getByTestId("transfer-fault").first()).toContainText("状態");
  await expect(page.getByTestId("transfer-import")).toHaveCount(0);
  await choose(page, "悪い.json", '{"rules":\n[{"titel":"あ"}]}');
  await expect(page.getByTestId("transfer-fault").first()).toContainText("「titel」という項目はありません");
  expect(await titles()).toEqual(before);
  // The corrected file, dropped this time.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["タイトル,本文1\nドロップ,はい\n"], "直した.csv"));
    return transfer;
  });
  await page.getByTestId("transfer-drop").dispatchEvent("drop", { dataTransfer: data });
  await expect(page.getByTestId("transfer-add")).toContainText("ドロップ");
  await expect(page.getByTestId("transfer-drop")).toContainText("直した.csv");
});

test("somebody else was quicker: the import is not made on top of theirs", async ({ page, complaints }) => {
  complaints.allow(/status of 409/);
  await stage().openDesk(page, "rules/transfer");
  await choose(page, "一つ.csv", "タイトル,本文1\n追いつけない,はい\n");
  await expect(page.getByTestId("transfer-add")).toBeVisible();
  await page.route(
    "**/answers/import*",
    async (route) => {
      await stage().api.send("POST", `/accounts/${stage().account}/rules`, {
        title: "割り込み",
        enabled: true,
        keywords: ["割り込み"],
        bubbles: [{ text: "はい" }],
      });
      await route.continue();
    },
    { times: 1 },
  );
  await page.getByTestId("transfer-import").click();
  await expect(page.getByTestId("transfer-error")).toContainText("ほかの人が");
  expect(await titles()).not.toContain("追いつけない");
});

test("the page has no obstacles for assistive technology, and works by keyboard", async ({ page }) => {
  await stage().openDesk(page, "rules/transfer");
  await choose(
    page,
    "混ぜて.yaml",
    "settings: {chat: false}\nrules:\n  - {title: 新, bubbles: [{text: はい}]}\n",
  );
  await page.getByTestId("transfer-mode-replace").click();
  await expect(page.getByTestId("transfer-remove")).toBeVisible();
  const check = async () => expect(await barriers(page)).toEqual([]);
  await check();
  await choose(page, "悪い.yaml", "rules:\n  - titel: あ\n");
  await expect(page.getByTestId("transfer-faults")).toBeVisible();
  await check();
  await page.getByTestId("transfer-file").focus();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles({
    name: "鍵.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("タイトル,本文1\n鍵,はい\n"),
  });
  await expect(page.getByTestId("transfer-add")).toContainText("鍵");
  expect((await overflow(page)).x).toBe(0);
});
