import { describe, expect, it } from "vitest";
import type { SettingsInput } from "@/api/types";
import { managerAddress, managerSteps } from "./manager";
import { afterAnswer, sentenceOf } from "./sentence";

const settings = (part: Partial<SettingsInput> = {}): SettingsInput => ({
  chat: true,
  hours: true,
  inside: "manual+auto",
  outside: "auto",
  greeting: true,
  manualMinutes: 60,
  manualEnd: "time",
  greetingBubbles: [],
  ...part,
});

describe("the sentence over the settings", () => {
  it("goes by inside and outside while hours are in use", () => {
    expect(sentenceOf(settings(), true)).toBe("inside.both");
    expect(sentenceOf(settings(), false)).toBe("outside.auto");
    expect(sentenceOf(settings({ hours: false }), undefined)).toBe("always.both");
    expect(sentenceOf(settings({ chat: false }), true)).toBe("chatOff");
  });
});

describe("what a member's answer does", () => {
  it("ends by time, at closing time or by hand, as chosen", () => {
    expect(afterAnswer(settings(), true)).toBe("time");
    expect(afterAnswer(settings({ manualEnd: "hand" }), false)).toBe("hand");
    expect(afterAnswer(settings({ manualEnd: "closing" }), true)).toBe("closing");
  });

  it("ends by time where nothing closes", () => {
    expect(afterAnswer(settings({ manualEnd: "closing" }), false)).toBe("time");
    expect(afterAnswer(settings({ manualEnd: "closing", hours: false }), true)).toBe("time");
  });

  it("is not spoken of where no rule would answer, nor while the length is being typed", () => {
    expect(afterAnswer(settings({ inside: "manual", outside: "manual" }), true)).toBeUndefined();
    expect(afterAnswer(settings({ inside: "manual", hours: false }), true)).toBeUndefined();
    expect(afterAnswer(settings({ inside: "manual" }), true)).toBe("time"); // outside they answer
    expect(afterAnswer(settings({ chat: false }), true)).toBeUndefined();
    expect(afterAnswer(settings({ manualMinutes: Number.NaN }), true)).toBeUndefined();
  });
});

describe("LINE's own manager", () => {
  it("is found by the basic id, which begins with @", () => {
    expect(managerAddress("@123abcde")).toBe("https://manager.line.biz/account/@123abcde/setting/response");
    expect(managerAddress("123abcde")).toBe("https://manager.line.biz/account/@123abcde/setting/response");
    expect(managerAddress("")).toBe("https://manager.line.biz/");
  });

  it("is to be switched off where it would answer as well", () => {
    expect(managerSteps(settings(), "chat")).toEqual(["responses", "greeting", "webhook"]);
    expect(managerSteps(settings({ greeting: false }), "chat")).toEqual(["responses", "webhook"]);
    expect(managerSteps(settings(), "bot")).toEqual(["chat", "responses", "greeting", "webhook"]);
    expect(managerSteps(settings({ chat: false }), "bot")).toEqual([
      "responsesChatOff",
      "greeting",
      "webhook",
    ]);
    expect(managerSteps(settings(), "")).toEqual(["chatUnknown", "responses", "greeting", "webhook"]);
  });
});
