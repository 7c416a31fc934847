import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLive } from "@/live/LiveProvider";
import classes from "./Shell.module.css";

/** Says that the desk shows what it knew last. */
export function OfflineBar() {
  const { t } = useTranslation();
  const { connection, retryNow } = useLive();
  return (
    <div role="status" aria-live="polite">
      {connection !== "online" && (
        <div className={classes.offline} data-testid="offline-bar" data-connection={connection}>
          <IconCloudOff size={16} aria-hidden />
          <span>{connection === "offline" ? t("live.offline") : t("live.reconnecting")}</span>
          {connection === "reconnecting" && (
            <Button size="compact-xs" variant="default" onClick={retryNow}>
              {t("live.retryNow")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
