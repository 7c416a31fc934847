import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./harness/chromium";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  testDir: "tests",
  testMatch: process.env.OHENJI_SCREENSHOTS === "1" ? "screenshots.ts" : "*.spec.ts",
  outputDir: "results",
  // A test that passes the second time has found something: look at it.
  retries: 0,
  // Each file has a demo of its own; more of them than this only slow each other down.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI === "true",
  // Far more than an idle machine needs; a slow one should be slow, not red.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: here("../../.build/test/browser.json") }]],
  use: {
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } }, testIgnore: "**/*.phone.spec.ts" },
    {
      name: "phone",
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
      testIgnore: "**/*.desktop.spec.ts",
    },
  ],
});
