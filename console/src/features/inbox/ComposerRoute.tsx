import { IconCoin, IconGift } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { duration } from "@/components/formatTime";
import classes from "./Composer.module.css";
import type { RouteShown } from "./useRoute";

/** What the answer will cost, before it is sent. */
export function ComposerRoute({ route }: { route: RouteShown }) {
  const { t } = useTranslation("inbox");
  const { t: common } = useTranslation();
  if (route.method === "reply") {
    return (
      <span
        className={classes.route}
        data-method="reply"
        data-testid="composer-route"
        title={t("route.freeHelp")}
      >
        <IconGift size={15} aria-hidden />
        {t("route.free", { left: duration(route.secondsLeft * 1000, common) })}
      </span>
    );
  }
  const { quota, exhausted } = route;
  const figures = !quota?.known
    ? t("route.unknown")
    : quota.limited
      ? t("route.used", { used: quota.used, limit: quota.limit })
      : t("route.unlimited", { used: quota.used });
  return (
    <span
      className={classes.route}
      data-method="push"
      data-exhausted={exhausted || undefined}
      data-testid="composer-route"
      title={exhausted ? t("route.exhaustedHelp") : t("route.countedHelp")}
    >
      <IconCoin size={15} aria-hidden />
      {t("route.counted", { figures })}
      {exhausted && <strong> {t("route.exhausted")}</strong>}
    </span>
  );
}
