import type { BrowserContext } from "@playwright/test";

const tones = ["#c98f5a", "#7fa06b", "#b8617a", "#5f86b3", "#a98cc4", "#d9a441"];

/** Answers for the shop of the sample messages: each picture is a surface of a colour of its own. */
export async function shopPictures(
  context: BrowserContext,
): Promise<{ url: string; referer: string | undefined }[]> {
  const asked: { url: string; referer: string | undefined }[] = [];
  await context.route("https://shop.example/**", async (route) => {
    const url = route.request().url();
    asked.push({ url, referer: route.request().headers().referer });
    const sum = [...url].reduce((n, c) => n + (c.codePointAt(0) ?? 0), 0);
    const body = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" preserveAspectRatio="none"><path fill="${tones[sum % tones.length]}" d="M0 0h40v30H0z"/><circle fill="#fff6" cx="28" cy="10" r="7"/></svg>`;
    await route.fulfill({ contentType: "image/svg+xml", body });
  });
  return asked;
}
