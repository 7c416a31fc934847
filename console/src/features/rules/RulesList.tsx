import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { describeError } from "@/components/describeError";
import { useNow } from "@/components/useNow";
import { FolderRow } from "./FolderRow";
import { type Line, moved } from "./listModel";
import { RuleRow } from "./RuleRow";
import classes from "./RulesList.module.css";
import { rulesQuery, useOrderRules } from "./rules";
import { useScrollParent } from "./useScrollParent";
import type { Warning } from "./warnings";

interface Props {
  account: string;
  /** All rules in the order in which they are asked. */
  rules: Rule[];
  /** What is shown of them. */
  lines: Line[];
  /** Rules are moved within their folder. */
  grouped: boolean;
  warned: ReadonlyMap<string, Warning[]>;
  onFolder: (folder: string, open: boolean) => void;
}

// Lists of the usual length are all there, so that the browser's own search
// finds them too; longer ones only where one looks.
const wholeUpTo = 100;
const around = 8;

/** The rules, dragged into another order or moved by keyboard. */
export function RulesList({ account, rules, lines, grouped, warned, onFolder }: Props) {
  const { t } = useTranslation("rules");
  const client = useQueryClient();
  const order = useOrderRules(account);
  const now = useNow(60_000);
  const [dragged, setDragged] = useState<string>();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = useMemo(() => rules.map(({ id }) => id), [rules]);
  const places = useMemo(() => new Map(ids.map((id, i) => [id, i + 1])), [ids]);
  const shown = useMemo(() => lines.flatMap((l) => (l.type === "rule" ? [l.rule.id] : [])), [lines]);
  const neighbours = useMemo(() => neighboursOf(lines), [lines]);
  const folderOf = (id: string | undefined) => rules[(places.get(id ?? "") ?? 0) - 1]?.folder ?? "";
  const titleOf = (id: string | number) => rules[(places.get(String(id)) ?? 0) - 1]?.title ?? "";
  const place = (id: string | number | undefined) => places.get(String(id)) ?? 0;

  const list = useRef<HTMLOListElement>(null);
  const { scroller, margin } = useScrollParent(list);
  const at = dragged ? lines.findIndex((l) => l.type === "rule" && l.rule.id === dragged) : -1;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: (i) => (lines[i]?.type === "folder" ? 44 : 104),
    getItemKey: (i) => keyOf(lines[i], i),
    scrollMargin: margin,
    overscan: lines.length <= wholeUpTo ? lines.length : around,
    // What is being dragged stays, wherever one scrolls.
    rangeExtractor: (range) => {
      const all = defaultRangeExtractor(range);
      return at < 0 || all.includes(at) ? all : [...all, at].sort((a, b) => a - b);
    },
  });

  const move = (id: string, to: string | undefined) => {
    if (!to || to === id) return;
    // With those that are being deleted: for the server they are still there.
    const all = client.getQueryData(rulesQuery(account).queryKey)?.map((rule) => rule.id) ?? ids;
    order.mutate(moved(all, id, to), {
      onError: (error) => notifications.show({ color: "red", message: describeError(error) }),
    });
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(undefined);
    if (over) move(String(active.id), String(over.id));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={onDragEnd}
      accessibility={{
        screenReaderInstructions: { draggable: t("drag.instructions") },
        announcements: {
          onDragStart: ({ active }) => t("drag.start", { title: titleOf(active.id) }),
          onDragOver: ({ active, over }) =>
            t("drag.over", { title: titleOf(active.id), place: place(over?.id), total: rules.length }),
          onDragEnd: ({ active, over }) =>
            t("drag.end", { title: titleOf(active.id), place: place(over?.id) }),
          onDragCancel: () => t("drag.cancel"),
        },
      }}
    >
      <SortableContext items={shown} strategy={verticalListSortingStrategy}>
        <ol
          ref={list}
          className={classes.list}
          style={{ height: virtual.getTotalSize() }}
          data-testid="rules-list"
          aria-label={t("title")}
        >
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const slot = {
              measure: virtual.measureElement,
              index: item.index,
              top: item.start - margin,
            };
            if (line.type === "folder") {
              return <FolderRow key={item.key} line={line} slot={slot} onToggle={onFolder} />;
            }
            const { rule } = line;
            const [before, after] = neighbours.get(rule.id) ?? [];
            return (
              <RuleRow
                key={item.key}
                account={account}
                rule={rule}
                slot={slot}
                total={rules.length}
                place={place(rule.id)}
                now={now}
                warnings={warned.get(rule.id)}
                fixed={grouped && dragged !== undefined && (rule.folder ?? "") !== folderOf(dragged)}
                onUp={before ? () => move(rule.id, before) : undefined}
                onDown={after ? () => move(rule.id, after) : undefined}
              />
            );
          })}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

/** The row of a virtual list. */
export interface Slot {
  measure: (element: Element | null) => void;
  index: number;
  top: number;
}

const keyOf = (line: Line | undefined, i: number) =>
  line ? (line.type === "folder" ? `folder ${line.folder}` : line.rule.id) : i;

/** The rules right above and below each one that is shown, in its folder. */
function neighboursOf(lines: Line[]): Map<string, [before?: string, after?: string]> {
  const id = (line: Line | undefined) => (line?.type === "rule" ? line.rule.id : undefined);
  return new Map(
    lines.flatMap((line, i) =>
      line.type === "rule" ? [[line.rule.id, [id(lines[i - 1]), id(lines[i + 1])]]] : [],
    ),
  );
}
