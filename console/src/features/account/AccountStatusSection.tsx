import { Alert, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AccountStatus, Quota } from "@/api/types";
import { fullTime } from "@/components/formatTime";
import { Section } from "@/components/Section";
import classes from "./Account.module.css";

/** How the account is doing: problems first, then the webhook and the quota. */
export function AccountStatusSection({ status }: { status: AccountStatus }) {
  const { t, i18n } = useTranslation("account");
  return (
    <Section title={t("status.title")}>
      {status.problems.map((problem) => (
        <Alert
          key={problem.code}
          color="orange"
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          mb="sm"
          p="sm"
          data-testid="account-problem"
          data-code={problem.code}
        >
          {problem.message}
        </Alert>
      ))}
      {status.problems.length === 0 && (
        <Text c="var(--oj-accent-text)" className={classes.fine} mb="sm">
          <IconCircleCheck size={18} aria-hidden />
          {t("status.fine")}
        </Text>
      )}
      <dl className={classes.facts}>
        <dt>{t("status.lastEvent")}</dt>
        <dd>{status.lastEventAt ? fullTime(status.lastEventAt, i18n.language) : t("status.noEvent")}</dd>
        {status.badSignatures.count > 0 && (
          <>
            <dt>{t("status.badSignatures")}</dt>
            <dd>
              {t("status.badSignatureCount", { count: status.badSignatures.count })}
              {status.badSignatures.lastAt && (
                <> {t("status.lastAt", { time: fullTime(status.badSignatures.lastAt, i18n.language) })}</>
              )}
            </dd>
          </>
        )}
        <dt>{t("status.chatMode")}</dt>
        <dd>{t(`chatMode.${chatModeName(status.chatMode)}`)}</dd>
        <dt>{t("status.quota")}</dt>
        <dd>
          <QuotaFigure quota={status.quota} />
        </dd>
      </dl>
    </Section>
  );
}

const chatModeName = (mode: string): "chat" | "bot" | "unknown" =>
  mode === "chat" || mode === "bot" ? mode : "unknown";

function QuotaFigure({ quota }: { quota: Quota }) {
  const { t, i18n } = useTranslation("account");
  if (!quota.known) return t("quota.unknown");
  if (!quota.limited) return t("quota.unlimited", { used: quota.used });
  const share = quota.limit > 0 ? Math.min(100, (quota.used / quota.limit) * 100) : 100;
  return (
    <>
      {t("quota.used", { used: quota.used, limit: quota.limit })}
      <Progress
        value={share}
        color={share >= 90 ? "red" : undefined}
        mt={6}
        maw="18rem"
        aria-label={t("status.quota")}
      />
      {quota.askedAt && (
        <Text size="xs" c="var(--oj-dim)" mt={4}>
          {t("quota.asked", { time: fullTime(quota.askedAt, i18n.language) })}
        </Text>
      )}
    </>
  );
}
