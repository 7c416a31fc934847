// The pictures of docs/guides/answering.ja.md: OHENJI_GUIDE_PICTURES=1 writes them again.
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page } from "@playwright/test";

const guides = (path: string) => fileURLToPath(new URL(`../../../docs/guides/${path}`, import.meta.url));
/** Whether this run writes the pictures. */
export const writes = process.env.OHENJI_GUIDE_PICTURES === "1";
const margin = 12;
/** A page whose parts lie far from each other shows them all at once in a window of this height. */
const tall = 2200;

/** What a phone's window shows has a name that says so; the others are of a wide window. */
const ofPhone = (name: string) => name.endsWith("-phone");

/**
 * The parts of the page that the guide shows, or with none all of the window.
 * They must be there in any run; a picture is written only when one asks for it.
 */
export async function picture(page: Page, name: string, parts: Locator[]): Promise<void> {
  for (const part of parts) await expect(part.first(), `shown in ${name}.png`).toBeVisible();
  const window = page.viewportSize();
  if (!writes || !window || window.width < 600 !== ofPhone(name)) return;
  const fits = (await places(parts)).every((box) => box.y >= 0 && box.y + box.height <= window.height);
  if (!fits) await page.setViewportSize({ width: window.width, height: tall });
  mkdirSync(guides("pictures"), { recursive: true });
  await notes(page, "none");
  await page.screenshot({
    path: guides(`pictures/${name}.png`),
    clip: parts.length > 0 ? around(await places(parts)) : undefined,
    animations: "disabled",
    caret: "hide",
  });
  await notes(page, "");
  await page.setViewportSize(window);
}

/** What pops up in a corner is no part of a picture. */
const notes = (page: Page, display: "none" | "") =>
  page.evaluate((shown) => {
    for (const note of document.querySelectorAll<HTMLElement>(".mantine-Notifications-root")) {
      note.style.display = shown;
    }
  }, display);

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const places = (parts: Locator[]): Promise<Box[]> =>
  Promise.all(
    parts.map(async (part) => {
      const box = await part.first().boundingBox();
      if (!box) throw new Error(`${part} has no place on the page`);
      return box;
    }),
  );

/** The smallest rectangle around all of them, with some air. */
function around(boxes: Box[]): Box {
  const x = Math.max(0, Math.floor(Math.min(...boxes.map((box) => box.x)) - margin));
  const y = Math.max(0, Math.floor(Math.min(...boxes.map((box) => box.y)) - margin));
  return {
    x,
    y,
    width: Math.ceil(Math.max(...boxes.map((box) => box.x + box.width)) + margin) - x,
    height: Math.ceil(Math.max(...boxes.map((box) => box.y + box.height)) + margin) - y,
  };
}

/** The guide as it is written. */
export const guide = (): string => readFileSync(guides("answering.ja.md"), "utf8");

/** The pictures that are there, with their sizes in bytes. */
export function written(): Map<string, number> {
  const files = readdirSync(guides("pictures"));
  return new Map(files.map((file) => [file, statSync(guides(`pictures/${file}`)).size]));
}

/** Every text of the desk in Japanese, as its pages show them. */
export function words(): string[] {
  const folder = fileURLToPath(new URL("../../../console/src/i18n/ja/", import.meta.url));
  const texts = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(texts);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => texts(JSON.parse(readFileSync(folder + file, "utf8"))));
}
