import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { Api } from "./api";
import { Demo } from "./demo";
import { Sim } from "./sim";

export { expect } from "@playwright/test";

/** A demo with everything that drives it, for the tests of one file. */
export class Stage {
  readonly sim: Sim;
  readonly api: Api;
  private cookies: Awaited<ReturnType<BrowserContext["cookies"]>> | undefined;

  constructor(readonly demo: Demo) {
    this.sim = new Sim(demo.at.sim);
    this.api = new Api(demo.at.base, demo.at.token);
  }

  /**
   * Opens the desk as the owner. The login link works once, so the first call
   * follows it and later ones bring its cookies along.
   */
  async openDesk(page: Page): Promise<void> {
    if (this.cookies) {
      await page.context().addCookies(this.cookies);
      await page.goto(this.demo.at.base);
      return;
    }
    await page.goto(this.demo.at.desk);
    await page.waitForURL((url) => !url.pathname.startsWith("/login"));
    this.cookies = await page.context().cookies();
  }
}

/**
 * Starts a demo for the tests of the calling file and stops it behind them.
 *
 *   const stage = useStage();
 *   test("...", async ({ page }) => { await stage().openDesk(page); });
 */
export function useStage(): () => Stage {
  let stage: Stage | undefined;
  base.beforeAll(async () => {
    stage = new Stage(await Demo.start());
  });
  base.afterEach(async ({ browserName: _ }, info) => {
    if (stage && info.status !== info.expectedStatus) {
      await info.attach("ohenji demo", { body: stage.demo.output, contentType: "text/plain" });
    }
  });
  base.afterAll(async () => {
    await stage?.demo.stop();
  });
  return () => {
    if (!stage) throw new Error("the demo is there only inside of tests");
    return stage;
  };
}

export const test = base;
