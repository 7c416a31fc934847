import { useTranslation } from "react-i18next";
import type { Area } from "./paint";
import { formatClock } from "./slots";
import { dayAt } from "./week";

/** An area in words: "月曜日から金曜日 10:00–19:00". */
export function useAreaText(): (area: Area) => string {
  const { t } = useTranslation("hours");
  const { t: common } = useTranslation();
  return ({ firstDay, lastDay, start, end }) => {
    const times = { start: formatClock(start), end: formatClock(end) };
    const first = common(`dayLong.${dayAt(firstDay)}`);
    if (firstDay === lastDay) return t("grid.area", { day: first, ...times });
    return t("grid.areaDays", { first, last: common(`dayLong.${dayAt(lastDay)}`), ...times });
  };
}
