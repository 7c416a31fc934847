import type { Page } from "@playwright/test";
import axe from "axe-core";

/**
 * What axe-core finds serious or critical on the page as it is now: rule,
 * element, advice. Only one rule, such as "color-contrast", if one is given.
 */
export async function barriers(page: Page, rule?: string): Promise<string[]> {
  // By way of the debugger, which the page's Content-Security-Policy does not concern.
  await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
      ...(only ? { runOnly: [only] } : {}),
    });
    return violations
      .filter((v) => v.impact === "serious" || v.impact === "critical")
      .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)} (${n.failureSummary})`));
  }, rule);
}

/** By how many pixels the page can be scrolled sideways, and down beside its own scrolling parts. */
export function overflow(page: Page): Promise<{ x: number; y: number }> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { x: scrollWidth - clientWidth, y: scrollHeight - clientHeight };
  });
}

/**
 * All that a reader meets in a language of Japanese script: text, names for
 * screen readers, hints, values that are chosen from lists. What is data is
 * taken out before.
 */
export async function japanese(page: Page, data: string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest("script, style, noscript")) found.push(node.textContent ?? "");
    }
    for (const element of Array.from(document.body.querySelectorAll("*"))) {
      for (const name of [
        "aria-label",
        "aria-description",
        "aria-roledescription",
        "title",
        "placeholder",
        "alt",
      ]) {
        found.push(element.getAttribute(name) ?? "");
      }
      if (element instanceof HTMLInputElement && element.readOnly) found.push(element.value);
    }
    return found;
  });
  const script = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;
  const longestFirst = [...new Set(data)].filter(Boolean).sort((a, b) => b.length - a.length);
  const rest = texts
    .filter((text) => script.test(text))
    .map((text) => {
      let left = text;
      for (const known of longestFirst) left = left.replaceAll(known, "");
      return script.test(left) ? text : "";
    });
  return [...new Set(rest.filter(Boolean))];
}
