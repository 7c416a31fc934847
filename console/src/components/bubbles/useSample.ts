import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/serverClock";
import { dayText, openingText, type Sample } from "./variables";

const opensAt = 10;

/** Example values of the variables, but for what is given; none when null is given. */
export function useSample(account: string, given?: Partial<Sample> | null): Sample | null {
  const { t } = useTranslation();
  if (given === null) return null;
  const today = new Date(serverNow());
  const tomorrow = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1, opensAt);
  return {
    contact: t("bubbles.sampleContact"),
    account,
    opening: openingText(tomorrow),
    date: dayText(today),
    ...given,
  };
}
