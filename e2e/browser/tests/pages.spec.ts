import type { Page } from "@playwright/test";
import { Desk, expect, test, useStage } from "../harness";
import { barriers, japanese, overflow } from "../harness/page";

const stage = useStage();

interface Place {
  /** Goes there; the page is ready when it resolves. */
  open: (page: Page, touch: boolean) => Promise<unknown>;
  /** The page is as long as its content, not a frame whose parts scroll. */
  long?: boolean;
  touchOnly?: boolean;
  /** Reached without a session. */
  outside?: boolean;
}

const thread = async (page: Page, touch: boolean) => {
  await page.goto(stage().page("talks"));
  const desk = new Desk(page, touch);
  await desk.row("佐藤はるか").click();
  await expect(desk.bubbles.first()).toBeVisible();
  return desk;
};

const places: Record<string, Place> = {
  "log-in": {
    outside: true,
    long: true,
    open: async (page) => {
      await page.goto(stage().url("/login"));
      await expect(page.getByTestId("login-name")).toBeVisible();
    },
  },
  "first start": { outside: true, long: true, open: (page) => form(page, "/setup#token=none") },
  conversations: {
    open: async (page) => {
      await page.goto(stage().page("talks"));
      await expect(page.getByTestId("conversation-row").first()).toBeVisible();
    },
  },
  "an empty search": {
    open: async (page) => {
      await page.goto(stage().page("talks?q=nobody"));
      await expect(page.getByTestId("conversation-row")).toHaveCount(0);
      await expect(page.getByTestId("conversation-search")).toHaveValue("nobody");
    },
  },
  "thread with a decision": {
    open: async (page, touch) => {
      const desk = await thread(page, touch);
      await desk.bubbles.getByTestId("decision-open").last().click();
      await expect(page.getByTestId("decision")).toBeVisible();
    },
  },
  "thread in a manual window, two bubbles being written": {
    open: async (page, touch) => {
      const desk = await thread(page, touch);
      if (await page.getByTestId("manual-take").isVisible()) await page.getByTestId("manual-take").click();
      await expect(desk.manualBanner).toBeVisible();
      if ((await desk.input.count()) < 2) await page.getByTestId("composer-add-bubble").click();
      await expect(desk.input).toHaveCount(2);
    },
  },
  "about the friend": {
    // Elsewhere this panel stands beside every thread.
    touchOnly: true,
    open: async (page, touch) => {
      await thread(page, touch);
      await page.getByTestId("info-toggle").click();
      await expect(page.getByText("コーヒーと猫").last()).toBeVisible();
    },
  },
  rules: {
    open: async (page) => {
      await page.goto(stage().page("rules"));
      await expect(page.getByTestId("rule-row").first()).toBeVisible();
    },
  },
  "a rule": {
    open: async (page) => {
      await page.goto(stage().page("rules"));
      await page.getByTestId("rule-row").first().getByRole("link").click();
      await expect(page.getByTestId("rule-title")).not.toHaveValue("");
    },
  },
  "a new rule with all its faults": {
    open: async (page) => {
      await page.goto(stage().page("rules/new"));
      await page.getByTestId("rule-save").click();
      await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
    },
  },
  "a test of the answers": {
    open: async (page) => {
      await page.goto(stage().page("rules/test?text=駐車場"));
      await expect(page.getByTestId("test-sentence")).toBeVisible();
    },
  },
  suggestions: {
    open: async (page) => {
      await page.goto(stage().page("rules/suggestions"));
      await expect(page.getByTestId("suggest-list")).toBeVisible();
    },
  },
  "import and export": {
    open: async (page) => {
      await page.goto(stage().page("rules/transfer"));
      await expect(page.getByTestId("transfer-drop")).toBeVisible();
    },
  },
  "manual windows": {
    open: async (page) => {
      const { id } = (
        await stage().api.get<{ items: { id: string }[] }>(
          `/accounts/${stage().account}/conversations?limit=1`,
        )
      ).items[0] ?? { id: "" };
      await stage().api.send("PUT", `/accounts/${stage().account}/conversations/${id}/manual`);
      await page.goto(stage().page("manual"));
      await expect(page.getByTestId("manual-row").first()).toBeVisible();
    },
  },
  settings: {
    open: async (page) => {
      await page.goto(stage().page("settings"));
      await expect(page.getByTestId("settings-sentence")).toBeVisible();
    },
  },
  account: {
    open: async (page) => {
      await page.goto(stage().page("account"));
      await expect(page.getByTestId("account-hook")).toBeVisible();
      await expect(page.getByRole("progressbar")).toBeVisible();
    },
  },
  "a new account": {
    open: async (page) => {
      await page.goto(stage().url("/accounts/new"));
      await page.getByTestId("account-create").click();
      await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
    },
  },
  members: {
    open: async (page) => {
      await page.goto(stage().url("/members"));
      await expect(page.getByTestId("member-row")).toHaveCount(2);
    },
  },
  "an invitation": {
    open: async (page) => {
      await page.goto(stage().url("/members"));
      await page.getByTestId("member-invite").click();
      await expect(page.getByTestId("member-name")).toBeVisible();
    },
  },
  "personal settings": {
    open: async (page) => {
      await page.goto(stage().url("/me"));
      await expect(page.getByTestId("me-name")).toBeVisible();
    },
  },
  "a page that is not there": {
    long: true,
    open: async (page) => {
      await page.goto(stage().url("/nowhere"));
      await expect(page.getByRole("link", { name: /トークへ戻る|Back to/ })).toBeVisible();
    },
  },
};

async function form(page: Page, path: string): Promise<void> {
  await page.goto(stage().url(path));
  await page.getByTestId("setup-submit").click();
  await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
}

test("every page in light and dark: nothing that shuts anybody out, nothing to scroll sideways", async ({
  page,
  hasTouch,
}) => {
  test.setTimeout(180_000);
  let inside = false;
  for (const [name, place] of Object.entries(places)) {
    if (place.touchOnly && !hasTouch) continue;
    await test.step(name, async () => {
      if (!place.outside && !inside) {
        await stage().openDesk(page);
        inside = true;
      }
      await place.open(page, hasTouch);
      const { x, y } = await overflow(page);
      expect.soft(x, `${name}: pixels to scroll sideways`).toBe(0);
      if (!place.long) expect.soft(y, `${name}: pixels to scroll behind the end`).toBe(0);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
        await settled(page);
        // Only the colours differ between the two.
        const rule = colorScheme === "dark" ? "color-contrast" : undefined;
        expect.soft(await barriers(page, rule), `${name}, ${colorScheme}`).toEqual([]);
      }
    });
  }
});

test("the phone's pages shut nobody out either", async ({ page }) => {
  await stage().openPhone(page, await stage().friendWho("アクセシビリティ"));
  await expect(page.getByTestId("phone-bubble-in").first()).toBeVisible();
  expect.soft(await barriers(page)).toEqual([]);
  expect.soft((await overflow(page)).x).toBe(0);
  await page.goto(`${stage().demo.at.sim}/phone/`);
  await expect(page.getByTestId("phone-friend").first()).toBeVisible();
  expect.soft(await barriers(page)).toEqual([]);
  expect.soft((await overflow(page)).x).toBe(0);
});

test("in English every page is in English, but for what is data", async ({ page, hasTouch }) => {
  test.setTimeout(120_000);
  const data = await allData();
  await stage().openDesk(page);
  await page.goto(stage().url("/me"));
  await page.getByText("English", { exact: true }).click();
  await page.getByTestId("me-save").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Personal settings");
  try {
    for (const [name, place] of Object.entries(places)) {
      if (place.outside || (place.touchOnly && !hasTouch)) continue;
      await place.open(page, hasTouch);
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      expect.soft(await japanese(page, data), name).toEqual([]);
    }
    await page.goto(stage().page("rules/new"));
    await page.getByTestId("rule-title").fill("x".repeat(51));
    await page.getByTestId("rule-save").click();
    await expect(page.getByText(/51/).first()).toBeVisible();
    expect.soft(await japanese(page, data), "faults").toEqual([]);
  } finally {
    await stage()
      .api.send("PATCH", "/me", { language: "ja" })
      .catch(() => undefined);
  }
  await page.goto(stage().url("/me"));
  await page.getByText("日本語", { exact: true }).click();
  await page.getByTestId("me-save").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
});

test("before the log-in the language is chosen on the page, and stays", async ({ page }) => {
  await page.goto(stage().url("/login"));
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Log in");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(await japanese(page, ["日本語"])).toEqual([]);
});

/** Resolves when transitions are over, so that no colour is half-way. What is folded away never moves on. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = (animation: Animation) =>
      animation.effect instanceof KeyframeEffect && animation.effect.target?.checkVisibility();
    return Promise.all(
      document
        .getAnimations()
        .filter(seen)
        .map((animation) => animation.finished.catch(() => undefined)),
    );
  });
}

interface Conversation {
  id: string;
  contact: { name: string; statusMessage: string };
}

/** Every text of the sample shop that people wrote. */
async function allData(): Promise<string[]> {
  const { api, account } = stage();
  const at = `/accounts/${account}`;
  const strings: string[] = ["日本語"];
  const collect = (value: unknown): void => {
    if (typeof value === "string")
      strings.push(value, value.replace(/\s+/g, " "), [...value.trim()][0] ?? "");
    else if (typeof value === "object" && value) Object.values(value).forEach(collect);
  };
  const { items } = await api.get<{ items: Conversation[] }>(`${at}/conversations?limit=100`);
  collect(items);
  for (const { id } of items) collect(await api.get(`${at}/conversations/${id}/messages?limit=100`));
  for (const path of ["rules", "settings"]) collect(await api.get(`${at}/${path}`));
  collect(await api.get(at));
  collect(await api.get("/members"));
  // Previews fill in the variables, what stands around them stays.
  const pieces = strings.flatMap((text) => text.split(/\{[^{}]*\}/));
  // The names of variables are the same in every language: they stand in stored texts.
  return [...strings, ...pieces, "{友だちの表示名}", "{アカウント名}", "{次の営業開始}", "{日付}"];
}
