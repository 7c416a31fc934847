import { Button, Skeleton } from "@mantine/core";
import { IconInbox, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { useNow } from "@/components/useNow";
import classes from "./ConversationList.module.css";
import { ConversationRow } from "./ConversationRow";
import { listQuery } from "./conversations";
import { ListHeader } from "./ListHeader";
import { manualLeft } from "./manualWords";
import { useListKeys } from "./useListKeys";

const rowHeight = 70;

export function ConversationList({ account, open }: { account: string; open?: string }) {
  const { t } = useTranslation("inbox");
  const { filter = "all", q = "" } = useSearch({ from: "/desk/a/$account/talks" });
  const query = useInfiniteQuery(listQuery(account, filter, q));
  const listed = useMemo(() => unique(query.data?.pages.flatMap((p) => p.items) ?? []), [query.data]);
  // A window that ends takes its row out of this folder without a hint.
  const now = useNow(5_000, filter === "manual");
  const rows = filter === "manual" ? listed.filter((row) => manualLeft(row.manual, now) > 0) : listed;

  let body: React.ReactNode;
  if (query.isPending) body = <LoadingRows />;
  else if (rows.length > 0) {
    body = (
      <Rows
        rows={rows}
        account={account}
        open={open}
        more={query.hasNextPage && !query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        onMore={() => void query.fetchNextPage()}
      />
    );
  } else if (query.isError) body = <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  else if (q) {
    body = (
      <EmptyState
        icon={<IconSearchOff size={26} stroke={1.5} aria-hidden />}
        title={t("list.noMatch", { query: q })}
      />
    );
  } else {
    body = (
      <EmptyState icon={<IconInbox size={26} stroke={1.5} aria-hidden />} title={t(`list.empty.${filter}`)}>
        {filter === "all" && t("list.emptyHelp")}
      </EmptyState>
    );
  }
  return (
    <section className={classes.list} aria-label={t("list.label")}>
      <ListHeader account={account} filter={filter} search={q} />
      {body}
    </section>
  );
}

interface RowsProps {
  rows: Conversation[];
  account: string;
  open?: string;
  more: boolean;
  failed: boolean;
  onMore: () => void;
}

function Rows({ rows, account, open, more, failed, onMore }: RowsProps) {
  const { t } = useTranslation("inbox");
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(5_000);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !failed && last >= rows.length - 10) onMore();
  }, [more, failed, last, rows.length, onMore]);
  useListKeys({ rows, open, scroller, reveal: (index) => virtual.scrollToIndex(index) });

  return (
    <div ref={scroller} className={classes.scroll} data-testid="conversation-list">
      <div role="list" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <div
              key={item.key}
              role="listitem"
              aria-setsize={more ? -1 : rows.length}
              aria-posinset={item.index + 1}
              className={classes.slot}
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
            >
              <ConversationRow row={row} account={account} open={row.id === open} now={now} />
            </div>
          ) : null;
        })}
      </div>
      {failed && (
        <Button variant="default" size="xs" m="sm" onClick={onMore}>
          {t("list.moreFailed")}
        </Button>
      )}
    </div>
  );
}

function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll} role="status" aria-label={t("loading")}>
      {[..."abcdefgh"].map((key) => (
        <div key={key} className={classes.loading}>
          <Skeleton circle height={42} />
          <div>
            <Skeleton height={10} width="45%" mb={10} />
            <Skeleton height={8} width="80%" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A conversation that moved up while pages were fetched stands in two of them; the first is right. */
function unique(rows: Conversation[]): Conversation[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
}
