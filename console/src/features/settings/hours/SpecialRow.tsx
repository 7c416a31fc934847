import { ActionIcon } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isYearly } from "./dates";
import classes from "./Exceptions.module.css";
import { slotsToApi } from "./slots";
import type { ListedDay } from "./special";
import { useDayText } from "./useWhen";

interface Props {
  listed: ListedDay;
  /** The server's messages by field. */
  errors: Record<string, string>;
  onEdit: () => void;
  onRemove: () => void;
}

export function SpecialRow({ listed: { day }, errors, onEdit, onRemove }: Props) {
  const { t } = useTranslation("hours");
  const dayText = useDayText();
  const date = dayText(day.date);
  const times = slotsToApi(day.slots).map((slot) => slot.replace("-", "–"));
  return (
    <li className={classes.row} data-testid="special-row" data-date={day.date}>
      <span className={classes.date}>{isYearly(day.date) ? t("special.everyYear", { date }) : date}</span>
      <span className={classes.title}>{day.name}</span>
      <span className={classes.times} data-closed={day.closed || undefined}>
        {day.closed ? t("special.closed") : times.join(t("special.and"))}
      </span>
      <span className={classes.actions}>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onEdit}
          aria-label={t("special.edit", { name: day.name, date })}
          data-testid="special-edit"
        >
          <IconPencil size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onRemove}
          aria-label={t("special.delete", { name: day.name, date })}
          data-testid="special-delete"
        >
          <IconTrash size={16} />
        </ActionIcon>
      </span>
      {Object.keys(errors).length > 0 && (
        <span className={classes.problem} role="alert">
          {Object.values(errors).join(" ")}
        </span>
      )}
    </li>
  );
}
