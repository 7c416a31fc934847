import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRobot, IconUser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { describeError } from "@/components/describeError";
import { duration } from "@/components/formatTime";
import { useNow } from "@/components/useNow";
import { settingsQuery } from "@/features/settings/settings";
import { useManual } from "./conversations";
import classes from "./ThreadPane.module.css";
import { useManualWords } from "./useManualWords";

/** Who answers this friend now, and the switch between the two. */
export function ManualBanner({ talk }: { talk: Conversation }) {
  const { t } = useTranslation("inbox");
  const { t: common } = useTranslation();
  const until = talk.manual ? Date.parse(talk.manual.until) : 0;
  const now = useNow(1000, until > 0);
  const settings = useQuery(settingsQuery(talk.accountId));
  const { take, release } = useManual(talk.accountId, talk.id);
  const onError = (error: Error) => notifications.show({ color: "red", message: describeError(error) });
  const words = useManualWords(talk.accountId);
  const { manual } = talk;

  if (manual && until > now) {
    const by = manual.by.name;
    // To the second while it is short; what ends by the clock or by hand as everywhere.
    const end =
      until - now < 60_000 ? t("manual.left", { left: duration(until - now, common) }) : words(manual, now);
    return (
      <div className={classes.banner} data-manual="" data-testid="manual-banner">
        <IconUser size={16} aria-hidden />
        <p>
          <strong>{t("manual.active", { end })}</strong>
          {by && <span> {t("manual.by", { name: by })}</span>}
        </p>
        <Button
          size="compact-sm"
          variant="default"
          loading={release.isPending}
          onClick={() => release.mutate(undefined, { onError })}
          data-testid="manual-release"
        >
          {t("manual.release")}
        </Button>
      </div>
    );
  }
  const automatic = settings.data?.now.rulesAnswer ?? true;
  return (
    <div className={classes.banner} data-testid="auto-banner">
      {automatic ? <IconRobot size={16} aria-hidden /> : <IconUser size={16} aria-hidden />}
      <p>{automatic ? t("manual.automatic") : t("manual.waiting")}</p>
      <Button
        size="compact-sm"
        variant="default"
        loading={take.isPending}
        onClick={() => take.mutate(undefined, { onError })}
        data-testid="manual-take"
      >
        {t("manual.take")}
      </Button>
    </div>
  );
}
