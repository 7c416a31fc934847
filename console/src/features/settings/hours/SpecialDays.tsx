import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "@/components/useNow";
import type { SettingsForm } from "../useSettingsForm";
import { wallClock } from "./dates";
import classes from "./Exceptions.module.css";
import { SpecialDialog } from "./SpecialDialog";
import { SpecialRow } from "./SpecialRow";
import type { SpecialText } from "./schedule";
import { type ListedDay, listed, withDraft } from "./special";
import { UndoNote } from "./UndoNote";

/** 特別日: those to come, and folded those that are past. */
export function SpecialDays({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("hours");
  const [edited, setEdited] = useState<number | "new">();
  const { special, zone } = form.hours;
  const now = useNow(60_000);
  const today = wallClock(zone, now)?.date ?? new Date(now).toISOString().slice(0, 10);
  const { coming, past } = listed(special, today);
  const remove = useRemove(form);
  const refused = (d: ListedDay) => Object.keys(form.errorsBelow(`special.${d.index}`)).length > 0;
  const rows = (days: ListedDay[]) => (
    <ul className={classes.list}>
      {days.map((d) => (
        <SpecialRow
          key={`${d.index} ${d.day.date}`}
          listed={d}
          errors={form.errorsBelow(`special.${d.index}`)}
          onEdit={() => setEdited(d.index)}
          onRemove={() => remove(d.day)}
        />
      ))}
    </ul>
  );
  return (
    <>
      {special.length === 0 && <p className={classes.none}>{t("special.none")}</p>}
      {coming.length > 0 && rows(coming)}
      {past.length > 0 && (
        <details className={classes.past} open={past.some(refused) || undefined}>
          <summary data-testid="special-past">{t("special.past", { count: past.length })}</summary>
          {rows(past)}
        </details>
      )}
      {form.error("special") && (
        <p className={classes.problem} role="alert">
          {form.error("special")}
        </p>
      )}
      <Button
        variant="light"
        leftSection={<IconPlus size={16} />}
        onClick={() => setEdited("new")}
        data-testid="special-add"
      >
        {t("special.add")}
      </Button>
      {edited !== undefined && (
        <SpecialDialog
          day={edited === "new" ? undefined : special[edited]}
          others={special.filter((_, i) => i !== edited)}
          today={today}
          errors={edited === "new" ? {} : form.errorsBelow(`special.${edited}`)}
          onClose={() => setEdited(undefined)}
          onDone={(draft) => {
            const index = edited === "new" ? undefined : edited;
            form.changeHours((h) => ({ ...h, special: withDraft(h.special, draft, index) }));
            setEdited(undefined);
          }}
        />
      )}
    </>
  );
}

const undoMs = 7000;

/** Takes a day out of the list and offers to put it back. */
function useRemove(form: SettingsForm): (day: SpecialText) => void {
  const { t } = useTranslation("hours");
  return (day) => {
    form.changeHours((h) => ({ ...h, special: h.special.filter((other) => other.date !== day.date) }));
    const id = `special-${day.date}`;
    const undo = () => {
      notifications.hide(id);
      form.changeHours((h) =>
        h.special.some((other) => other.date === day.date) ? h : { ...h, special: [...h.special, day] },
      );
    };
    notifications.show({
      id,
      autoClose: undoMs,
      message: <UndoNote text={t("special.deleted", { name: day.name })} onUndo={undo} />,
    });
  };
}
