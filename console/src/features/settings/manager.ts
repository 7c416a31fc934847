// LINE公式アカウントマネージャー, whose own answers would come beside ours.
import type { SettingsInput } from "@/api/types";

/** 応答設定 of the account there, by its basic id such as @123abcde; the front page while that is not known. */
export const managerAddress = (basicId: string | undefined): string =>
  basicId
    ? `https://manager.line.biz/account/${basicId.startsWith("@") ? basicId : `@${basicId}`}/setting/response`
    : "https://manager.line.biz/";

export type ManagerStep = "chat" | "chatUnknown" | "responses" | "responsesChatOff" | "greeting" | "webhook";

/**
 * What to set there, in the order of that page. While chat is on there, the
 * response method stands in the place of the switch of 応答メッセージ, and
 * outside its 応答時間 it always answers by itself.
 */
export function managerSteps(settings: SettingsInput, chatMode: string): ManagerStep[] {
  const steps: ManagerStep[] = [];
  if (chatMode === "bot" && settings.chat) steps.push("chat");
  if (chatMode === "") steps.push("chatUnknown");
  steps.push(chatMode === "bot" && !settings.chat ? "responsesChatOff" : "responses");
  if (settings.greeting) steps.push("greeting");
  steps.push("webhook");
  return steps;
}
