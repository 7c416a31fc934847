import { expect, type Locator, type Page } from "@playwright/test";

/** The desk's talk page as a member uses it. */
export class Desk {
  readonly rows: Locator;
  readonly bubbles: Locator;
  readonly input: Locator;
  readonly sendButton: Locator;
  readonly route: Locator;
  readonly manualBanner: Locator;
  readonly autoBanner: Locator;

  constructor(
    readonly page: Page,
    /** True on a phone: Enter makes a line there, and one page is shown at a time. */
    readonly touch: boolean,
  ) {
    this.rows = page.getByTestId("conversation-row");
    this.bubbles = page.getByTestId("message-bubble");
    this.input = page.getByTestId("composer-input");
    this.sendButton = page.getByTestId("composer-send");
    this.route = page.getByTestId("composer-route");
    this.manualBanner = page.getByTestId("manual-banner");
    this.autoBanner = page.getByTestId("auto-banner");
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** The bubbles that say exactly this. */
  bubble(text: string): Locator {
    return this.bubbles.filter({ has: this.page.getByText(text, { exact: true }) });
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.page.getByRole("heading", { name, exact: true, level: 2 })).toBeVisible();
    await expect(this.page.getByTestId("message-list")).toBeVisible();
  }

  /** Sends what is written, as one does on this device. */
  async submit(): Promise<void> {
    if (this.touch) await this.sendButton.click();
    else await this.input.last().press("Enter");
  }

  async send(text: string): Promise<void> {
    await this.input.first().fill(text);
    await this.submit();
  }

  /** To another page of the desk by its navigation. */
  async go(to: "talks" | "rules" | "settings"): Promise<void> {
    const names = {
      talks: /^(トーク|Conversations)$/,
      rules: /^(応答メッセージ|Auto-)/,
      settings: /^(応答設定|Response s)/,
    };
    await this.page.getByRole("navigation").getByRole("link", { name: names[to] }).click();
  }
}

/** A friend's phone: the page of the simulator. */
export class Phone {
  readonly answers: Locator;

  constructor(readonly page: Page) {
    this.answers = page.getByTestId("phone-bubble-in");
  }

  async write(text: string): Promise<void> {
    await this.page.getByTestId("phone-input").fill(text);
    await this.page.getByTestId("phone-send").click();
    await expect(this.page.getByTestId("phone-bubble-out").filter({ hasText: text }).last()).toBeVisible();
  }

  /** What the account wrote and that says exactly this. */
  answer(text: string): Locator {
    return this.answers.and(this.page.getByText(text, { exact: true }));
  }
}
