import { Button, Checkbox, Skeleton } from "@mantine/core";
import { IconUserCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccountId } from "@/app/account";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { useNow } from "@/components/useNow";
import { manualLeft } from "@/features/inbox/manualWords";
import { BoardRow } from "./BoardRow";
import { boardQuery } from "./board";
import classes from "./ManualPage.module.css";
import { useRelease } from "./useRelease";

/** 手動対応中: every conversation that members have, by whom and until when. */
export function ManualPage() {
  const { t } = useTranslation("manual");
  const { t: common } = useTranslation();
  const account = useAccountId();
  const query = useInfiniteQuery(boardQuery(account));
  const now = useNow(1000);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { release, pending } = useRelease(account);
  const all = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const rows = all.filter((row) => manualLeft(row.manual, now) > 0);
  const picked = rows.filter((row) => chosen.has(row.id)).map((row) => row.id);

  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const releaseChosen = async () => {
    await release(picked);
    setChosen(new Set());
  };

  let body: React.ReactNode;
  if (query.isPending) {
    body = (
      <div role="status" aria-label={common("loading")}>
        <Skeleton height={64} radius="md" mb="xs" />
        <Skeleton height={64} radius="md" />
      </div>
    );
  } else if (query.isError && rows.length === 0) {
    body = <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  } else if (rows.length === 0) {
    body = (
      <EmptyState icon={<IconUserCheck size={28} stroke={1.5} aria-hidden />} title={t("empty")}>
        {t("emptyHelp")}
      </EmptyState>
    );
  } else {
    body = (
      <>
        <div className={classes.tools}>
          <Checkbox
            label={picked.length > 0 ? t("chosen", { count: picked.length }) : t("chooseAll")}
            checked={picked.length === rows.length}
            indeterminate={picked.length > 0 && picked.length < rows.length}
            onChange={(event) =>
              setChosen(new Set(event.currentTarget.checked ? rows.map((row) => row.id) : []))
            }
            data-testid="manual-choose-all"
          />
          <Button
            size="compact-md"
            disabled={picked.length === 0}
            loading={pending}
            onClick={() => void releaseChosen()}
            data-testid="manual-release-chosen"
          >
            {t("releaseChosen")}
          </Button>
        </div>
        <ul className={classes.list} aria-label={t("title")} data-testid="manual-board">
          {rows.map((row) => (
            <BoardRow
              key={row.id}
              row={row}
              now={now}
              chosen={chosen.has(row.id)}
              onChoose={(on) => choose(row.id, on)}
              onRelease={() => void release([row.id])}
            />
          ))}
        </ul>
        {query.hasNextPage && (
          <Button
            variant="default"
            mt="md"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
      </>
    );
  }
  return (
    <Page title={t("title")} lead={t("lead")} wide>
      {body}
    </Page>
  );
}
