import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { settingsQuery } from "@/features/settings/settings";
import { endWords } from "./manualWords";

type Manual = NonNullable<Conversation["manual"]>;

/** Says when a manual window of the account ends. */
export function useManualWords(account: string): (manual: Manual, now: number) => string {
  const { t, i18n } = useTranslation("inbox");
  const { t: common } = useTranslation();
  const closing = useQuery(settingsQuery(account)).data?.manualEnd === "closing";
  return (manual, now) => endWords(manual, now, closing, { language: i18n.language, t, common });
}
