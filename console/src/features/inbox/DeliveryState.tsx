import { useTranslation } from "react-i18next";
import type { Delivery } from "@/api/types";
import classes from "./MessageList.module.css";
import type { InboxT } from "./words";

/** The state in a word beside the bubble; an accepted one says what it cost. */
export function DeliveryMark({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("inbox");
  switch (delivery.state) {
    case "queued":
    case "sending":
      return (
        <span data-testid="delivery-state">
          {t(delivery.attempts > 1 ? "delivery.retrying" : "delivery.sending")}
        </span>
      );
    case "accepted":
      return (
        <span data-testid="delivery-state" title={t(`delivery.${delivery.method}Help`)}>
          {t(`delivery.${delivery.method}`)}
        </span>
      );
    default:
      return null;
  }
}

/** What went wrong, in words, below the bubble. */
export function DeliveryNote({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("inbox");
  if (delivery.state === "failed") {
    return (
      <p className={classes.note} data-testid="delivery-note">
        <span>
          {t("delivery.failed")} {reasonOf(delivery, t)}
        </span>
      </p>
    );
  }
  if (delivery.state === "unknown") {
    return (
      <p className={classes.note} data-tone="warn" data-testid="delivery-note">
        {t("delivery.unknown")} {t("delivery.unknownHelp")}
      </p>
    );
  }
  return null;
}

const reasons = [
  "monthly_limit",
  "refused",
  "expired",
  "unauthorized",
  "unreachable",
  "line_error",
  "rate_limited",
  "same_user_limit",
] as const;

/** Why, in our words, with LINE's own behind them. */
function reasonOf(delivery: Delivery, t: InboxT): string {
  const { code = "", detail = "" } = delivery.error ?? {};
  const known = reasons.find((reason) => code === `delivery.${reason}`);
  const words = known ? t(`delivery.reason.${known}`) : code;
  return detail ? t("delivery.lineSays", { words, detail }) : words;
}
