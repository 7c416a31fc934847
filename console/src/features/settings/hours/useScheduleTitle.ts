import { useTranslation } from "react-i18next";

/** What a schedule is called; the one that every account has is without a name. */
export function useScheduleTitle(): (name: string) => string {
  const { t } = useTranslation("hours");
  return (name) => name || t("schedules.main");
}
