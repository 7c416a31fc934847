import type { BrowserContext, ConsoleMessage } from "@playwright/test";

// What a browser itself writes down about requests that are meant to fail.
const expected = [
  // Nobody is logged in yet, and the log-in page asks whether that is so.
  { text: /status of 401/, url: /\/api\/v1\/session$/ },
  // The stickers' pictures are LINE's; tests run without the Internet.
  { text: /./, url: /^https:\/\/stickershop\.line-scdn\.net\// },
];

/**
 * Collects what the pages of contexts complain about: errors on the console,
 * violations of the Content-Security-Policy among them, and exceptions.
 */
export class Complaints {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error" && !isExpected(message)) {
        this.seen.push(`${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (problem) => this.seen.push(String(problem.error().stack ?? problem.error())));
  }

  /** This test provokes them. */
  allow(...texts: RegExp[]): void {
    this.allowed.push(...texts);
  }

  get unexpected(): string[] {
    return this.seen.filter((text) => !this.allowed.some((a) => a.test(text)));
  }
}

function isExpected(message: ConsoleMessage): boolean {
  return expected.some((e) => e.text.test(message.text()) && e.url.test(message.location().url));
}
