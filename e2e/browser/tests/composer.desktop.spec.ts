import type { CDPSession, Page } from "@playwright/test";
import { type Desk, expect, type Friend, test, useStage } from "../harness";

const stage = useStage();

/** The desk with the conversation of a friend who waits for an answer. */
async function setup(page: Page): Promise<{ desk: Desk; friend: Friend; cdp: CDPSession }> {
  const friend = await stage().friendWho("返事をください");
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await desk.input.focus();
  return { desk, friend, cdp: await page.context().newCDPSession(page) };
}

const byMember = async (friend: Friend) =>
  (await stage().sim.sent(friend)).slice(1).map((s) => s.messages.map((m) => m.text)); // behind the rule's

test("Enter sends, Shift+Enter makes a line", async ({ page }) => {
  const { desk, friend } = await setup(page);
  await page.keyboard.type("一行目");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("二行目");
  await expect(desk.input).toHaveValue("一行目\n二行目");
  await page.keyboard.press("Enter");
  await expect(desk.bubbles.last()).toHaveAttribute("data-state", "accepted");
  await expect(desk.input).toHaveValue("");
  await expect(desk.input).toBeFocused();
  expect(await byMember(friend)).toEqual([["一行目\n二行目"]]);
});

test("Enter twice at once sends once", async ({ page }) => {
  const { desk, friend } = await setup(page);
  await desk.input.fill("すぐ伺います");
  await Promise.all([page.keyboard.press("Enter"), page.keyboard.press("Enter")]);
  await expect(desk.bubble("すぐ伺います")).toHaveAttribute("data-state", "accepted");
  await stage().sim.idle();
  expect(await byMember(friend)).toEqual([["すぐ伺います"]]);
});

test("as set in the personal settings, Enter makes a line and Ctrl+Enter sends", async ({ page }) => {
  await stage().openDesk(page);
  await page.goto(stage().url("/me"));
  await page.getByLabel("Ctrl+Enter（Macは⌘+Enter）で送信（Enterで改行）").check();
  const { desk, friend } = await setup(page);
  await page.keyboard.type("ひとつ");
  await page.keyboard.press("Enter");
  await page.keyboard.type("ふたつ");
  await expect(desk.input).toHaveValue("ひとつ\nふたつ");
  await page.keyboard.press("Control+Enter");
  await expect(desk.bubbles.last()).toHaveAttribute("data-state", "accepted");
  expect(await byMember(friend)).toEqual([["ひとつ\nふたつ"]]);
});

test.describe("while Japanese is converted Enter never sends", () => {
  test("a real composition: Enter inside of it, then Enter behind it", async ({ page }) => {
    const { desk, friend, cdp } = await setup(page);
    const compose = (text: string) =>
      cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await compose("こ");
    await compose("こーひー");
    await compose("コーヒー");
    await expect(desk.input).toHaveValue("コーヒー");
    // As an input method hands the key on: code 229, and the character is its own.
    await cdp.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key: "Enter",
      code: "Enter",
      windowsVirtualKeyCode: 229,
      nativeVirtualKeyCode: 229,
    });
    await expect(desk.input).toHaveValue("コーヒー");
    await cdp.send("Input.insertText", { text: "コーヒー" }); // commits
    await expect(desk.input).toHaveValue("コーヒー");
    expect(await byMember(friend)).toEqual([]);

    // In the moment of the commit Enter is still the conversion's, so it may take more than one.
    await expect(async () => {
      await desk.input.fill("コーヒー");
      await desk.input.press("Enter");
      await expect(desk.input).toHaveValue("", { timeout: 1000 });
    }).toPass();
    await expect(desk.bubble("コーヒー")).toHaveAttribute("data-state", "accepted");
    expect(await byMember(friend)).toEqual([["コーヒー"]]);
  });

  // What browsers report for the Enter that ends a conversion, in their order.
  const endings = {
    "Chrome and Firefox: the key while composing": [
      { composition: "compositionstart" },
      { key: { isComposing: true, keyCode: 229 } },
      { composition: "compositionend" },
    ],
    "older ones: code 229 without isComposing": [
      { composition: "compositionstart" },
      { key: { isComposing: false, keyCode: 229 } },
      { composition: "compositionend" },
    ],
    "Safari: the composition ends first, then the key with code 229": [
      { composition: "compositionstart" },
      { composition: "compositionend" },
      { key: { isComposing: false, keyCode: 229 } },
    ],
    "Safari at its worst: the key behind the end looks like any Enter": [
      { composition: "compositionstart" },
      { composition: "compositionend" },
      { key: { isComposing: false, keyCode: 13 } },
    ],
  };
  test("whatever order the browser reports it in", async ({ page }) => {
    const { desk, friend } = await setup(page);
    for (const [name, events] of Object.entries(endings)) {
      await test.step(name, async () => {
        await desk.input.fill("承知しました");
        await desk.input.evaluate((field, list) => {
          for (const event of list) {
            field.dispatchEvent(
              "key" in event
                ? new KeyboardEvent("keydown", {
                    key: "Enter",
                    bubbles: true,
                    cancelable: true,
                    ...event.key,
                  })
                : new CompositionEvent(event.composition, { bubbles: true }),
            );
          }
        }, events);
        await expect(desk.input).toHaveValue("承知しました");
        await expect(desk.bubbles.and(page.locator("[data-sender=member]"))).toHaveCount(0);
      });
    }
    await desk.sendButton.click();
    await expect(desk.bubble("承知しました")).toHaveAttribute("data-state", "accepted");
    expect(await byMember(friend)).toEqual([["承知しました"]]);
  });
});
