import { useTranslation } from "react-i18next";
import type { MessageDelivery } from "@/api/types";
import classes from "./MessageList.module.css";

/** The state in a word beside the bubble; an accepted one says what it cost. */
export function DeliveryMark({ delivery }: { delivery: MessageDelivery }) {
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
      if (!delivery.method) return null;
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
export function DeliveryNote({ delivery }: { delivery: MessageDelivery }) {
  const { t } = useTranslation("inbox");
  if (delivery.state === "failed") {
    return (
      <p className={classes.note} data-testid="delivery-note">
        <span>
          {t("delivery.failed")}
          {delivery.error?.detail && <> {delivery.error.detail}</>}
        </span>
      </p>
    );
  }
  if (delivery.state === "unknown") {
    return (
      <p className={classes.note} data-tone="warn" data-testid="delivery-note">
        {t("delivery.unknown")}
      </p>
    );
  }
  return null;
}
