import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { Api } from "./api";
import { Demo } from "./demo";
import { Desk, Phone } from "./desk";
import { Complaints } from "./quiet";
import { type Friend, Sim } from "./sim";

export { expect } from "@playwright/test";
export { Desk, Phone } from "./desk";
export type { Bubble, Friend } from "./sim";

interface Fixtures {
  /** What the pages complained about; a test with complaints that it did not announce fails. */
  complaints: Complaints;
  /** A browser of somebody else, who is watched for complaints as well. */
  another: BrowserContext;
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints();
      complaints.watch(context);
      await use(complaints);
      expect(complaints.unexpected, "errors on the console").toEqual([]);
    },
    { auto: true },
  ],
  another: async ({ browser, complaints }, use) => {
    const context = await browser.newContext();
    complaints.watch(context);
    await use(context);
    await context.close();
  },
});

/** A demo with everything that drives it, for the tests of one file. */
export class Stage {
  readonly api: Api;
  readonly sim: Sim;
  private cookies: Awaited<ReturnType<BrowserContext["cookies"]>> | undefined;
  private friends = 0;

  constructor(
    readonly demo: Demo,
    private readonly touch: boolean,
  ) {
    this.sim = new Sim(demo.at.sim);
    this.api = new Api(demo.at.base, demo.at.token);
  }

  /** The id of the sample account. */
  get account(): string {
    return this.demo.at.account;
  }

  /** The address of a page of the desk; `path` starts with a slash. */
  url(path: string): string {
    return this.demo.at.base + path;
  }

  /** The address of a page of the sample account, such as "rules". */
  page(path: string): string {
    return this.url(`/a/${this.account}/${path}`);
  }

  /**
   * Opens the desk as the owner, at a page of the sample account if one is
   * given. The login link works once, so the first call follows it and later
   * ones bring its cookies along.
   */
  async openDesk(page: Page, path = "talks"): Promise<Desk> {
    if (!this.cookies) {
      await page.goto(this.demo.at.desk);
      await page.waitForURL((url) => !url.pathname.startsWith("/login"));
      this.cookies = await page.context().cookies();
    } else {
      await page.context().addCookies(this.cookies);
    }
    await page.goto(this.page(path));
    return new Desk(page, this.touch);
  }

  /** Changes some of the sample account's response settings. */
  async changeSettings(part: object): Promise<void> {
    const path = `/accounts/${this.account}/settings`;
    const { now: _, ...settings } = await this.api.get<Record<string, unknown>>(path);
    await this.api.send("PUT", path, { ...settings, ...part });
  }

  /** A friend of this test alone, who has not written yet. */
  newFriend(name = `友だち${++this.friends}号`): Promise<Friend> {
    return this.sim.addFriend(this.demo.at.channel.id, { displayName: name, quiet: true });
  }

  async openPhone(page: Page, friend: Friend): Promise<Phone> {
    await page.goto(`${this.demo.at.sim}/phone/${friend.userId}?channel=${friend.channel}`);
    await expect(page.getByTestId("phone-input")).toBeVisible();
    return new Phone(page);
  }

  /** A friend who has written, and whose message the desk has taken in. */
  async friendWho(wrote: string, name?: string): Promise<Friend> {
    const friend = await this.newFriend(name);
    await this.sim.write(friend, wrote);
    await this.sim.idle();
    return friend;
  }
}

/**
 * Starts a demo for the tests of the calling file and stops it behind them.
 *
 *   const stage = useStage();
 *   test("...", async ({ page }) => { const desk = await stage().openDesk(page); });
 */
export function useStage(): () => Stage {
  let stage: Stage | undefined;
  test.beforeAll(async ({ hasTouch }) => {
    stage = new Stage(await Demo.start(), hasTouch ?? false);
  });
  test.afterEach(async ({ browserName: _ }, info) => {
    if (stage && info.status !== info.expectedStatus) {
      await info.attach("ohenji demo", { body: stage.demo.output, contentType: "text/plain" });
    }
  });
  test.afterAll(async () => {
    await stage?.demo.stop();
  });
  return () => {
    if (!stage) throw new Error("the demo is there only inside of tests");
    return stage;
  };
}
