import type { Page } from "@playwright/test";
import { expect, test, useStage } from "../harness";

const stage = useStage();

// Far above what an idle machine needs: they are there to notice when something
// begins to poll or to fetch too much.
const arriveWithin = 1500; // ms, median
const switchWithin = 1000; // ms, median

const times = 20;

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(what: string, values: number[]): void {
  const rounded = (ms: number) => `${Math.round(ms)} ms`;
  const text = `${what}: median ${rounded(median(values))}, worst ${rounded(Math.max(...values))}, of ${values.length}`;
  test.info().annotations.push({ type: "measured", description: text });
  process.stdout.write(`    ${text}\n`);
}

/** When, by the clock, a bubble with this text is in the page. */
const shownAt = (page: Page, text: string) =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const there = [...document.querySelectorAll("[data-testid=message-bubble]")].some((b) =>
            b.textContent?.includes(wanted),
          );
          if (!there) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      }),
    text,
  );

test("what a friend sends is on the desk at once", async ({ page, context }) => {
  const friend = await stage().friendWho("はかります");
  const phone = await stage().openPhone(await context.newPage(), friend);
  const desk = await stage().openDesk(page);
  await desk.open(friend.displayName);
  await page.getByTestId("manual-take").click(); // so that nothing but the message is shown
  await expect(desk.manualBanner).toBeVisible();
  const took: number[] = [];
  for (let i = 1; i <= times; i += 1) {
    const text = `${i}通目のメッセージ`;
    const seen = shownAt(page, text);
    await phone.page.getByTestId("phone-input").fill(text);
    const sent = await phone.page.getByTestId("phone-send").evaluate((button: HTMLButtonElement) => {
      const now = Date.now();
      button.click();
      return now;
    });
    took.push((await seen) - sent);
  }
  report("phone to desk", took);
  expect(median(took)).toBeLessThan(arriveWithin);
});

test("another conversation is open at once", async ({ page }) => {
  const desk = await stage().openDesk(page);
  await expect(desk.rows.nth(9)).toBeVisible();
  const fresh: number[] = [];
  const again: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const took = await desk.rows.nth(i % 10).evaluate(
      (row) =>
        new Promise<number>((resolve) => {
          const start = performance.now();
          const id = row.getAttribute("data-conversation");
          const look = () => {
            const open = document.querySelector("[data-open=true]")?.getAttribute("data-conversation") === id;
            const name = document.querySelector("h2")?.textContent ?? "-";
            if (!open || !row.textContent?.includes(name)) return;
            if (!document.querySelector("[data-testid=message-list] [data-testid=message-bubble]")) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.now() - start)); // it is painted next
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { subtree: true, childList: true, attributes: true });
          (row as HTMLElement).click();
        }),
    );
    (i < 10 ? fresh : again).push(took);
  }
  report("switch to a conversation for the first time", fresh);
  report("switch to one that was open before", again);
  expect(median([...fresh, ...again])).toBeLessThan(switchWithin);
});
