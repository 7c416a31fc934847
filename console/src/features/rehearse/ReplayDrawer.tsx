import { Alert, Button, Drawer, Group, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { IconMessages } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/problem";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import classes from "./Rehearse.module.css";
import { ReplayedChange } from "./ReplayedChange";
import { type Edited, type Replay, replayQuery, type SettingsInput } from "./rehearse";

interface Props {
  account: string;
  /** The edit that is not saved. */
  edited?: Edited;
  settings?: SettingsInput;
  opened: boolean;
  onClose: () => void;
}

const ranges = { today: 0, day: 24, week: 168 } as const;
type Range = keyof typeof ranges;

/** 今日のメッセージで試す: which answers to real messages an edit changes. */
export function ReplayDrawer({ account, edited, settings, opened, onClose }: Props) {
  const { t } = useTranslation("rehearse");
  const { t: common } = useTranslation();
  const [range, setRange] = useState<Range>("today");
  const hours = ranges[range];
  const query = useQuery({
    ...replayQuery(account, { ...(hours ? { hours } : {}), edited, settings }),
    enabled: opened,
  });
  let body: React.ReactNode;
  if (query.isPending) {
    body = <Skeleton height={160} radius="md" role="status" aria-label={common("loading")} />;
  } else if (query.error instanceof ApiError && query.error.status === 422) {
    body = <Alert color="yellow">{t("replay.invalid")}</Alert>;
  } else if (query.isError) {
    body = <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  } else {
    // Another edit begins its list anew.
    body = <Changes key={query.dataUpdatedAt} account={account} replay={query.data} onLeave={onClose} />;
  }
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="lg" title={t("replay.title")}>
      <div data-testid="replay">
        <Text size="sm" c="var(--oj-dim)">
          {t("replay.lead")}
        </Text>
        <Group my="md">
          <SegmentedControl
            aria-label={t("replay.range")}
            data={(["today", "day", "week"] as const).map((value) => ({
              value,
              label: t(`replay.${value}`),
            }))}
            value={range}
            onChange={setRange}
            data-testid="replay-range"
          />
        </Group>
        <div aria-live="polite">{body}</div>
      </div>
    </Drawer>
  );
}

const page = 50;

function Changes({ account, replay, onLeave }: { account: string; replay: Replay; onLeave: () => void }) {
  const { t } = useTranslation("rehearse");
  const [shown, setShown] = useState(page);
  const { total, changed, cut } = replay;
  if (changed.length === 0) {
    const title = total === 0 ? t("replay.empty") : t("replay.same", { total });
    return (
      <EmptyState icon={<IconMessages size={30} stroke={1.5} aria-hidden />} title={title}>
        {t(total === 0 ? "replay.emptyHelp" : "replay.sameHelp")}
      </EmptyState>
    );
  }
  return (
    <>
      <Text fw={650} data-testid="replay-summary">
        {t("replay.changes", { total, count: changed.length })}
      </Text>
      {cut && <p className={classes.quiet}>{t("replay.cut", { total })}</p>}
      <ul className={classes.changes}>
        {changed.slice(0, shown).map((change) => (
          <ReplayedChange key={change.messageId} account={account} change={change} onLeave={onLeave} />
        ))}
      </ul>
      {changed.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + page)}>
          {t("replay.more")}
        </Button>
      )}
    </>
  );
}
