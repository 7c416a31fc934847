import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { describeError } from "@/components/describeError";
import { RuleRow } from "./RuleRow";
import classes from "./RulesList.module.css";
import { useOrderRules } from "./rules";

/** The rules in the order in which they are asked; dragged, or moved by keyboard. */
export function RulesList({ account, rules }: { account: string; rules: Rule[] }) {
  const { t } = useTranslation("rules");
  const order = useOrderRules(account);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const titleOf = (id: string | number | undefined) => rules.find((r) => r.id === id)?.title ?? "";
  const place = (id: string | number | undefined) => rules.findIndex((r) => r.id === id) + 1;

  const move = (from: number, to: number) => {
    if (from < 0 || to < 0 || to >= rules.length || from === to) return;
    order.mutate(
      arrayMove(rules, from, to).map((r) => r.id),
      { onError: (error) => notifications.show({ color: "red", message: describeError(error) }) },
    );
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over) move(place(active.id) - 1, place(over.id) - 1);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
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
      <SortableContext items={rules.map((r) => r.id)} strategy={verticalListSortingStrategy}>
        <ol className={classes.list} data-testid="rules-list" aria-label={t("title")}>
          {rules.map((rule, i) => (
            <RuleRow
              key={rule.id}
              account={account}
              rule={rule}
              index={i}
              total={rules.length}
              onMove={(by) => move(i, i + by)}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}
