import { Button, Group, Modal, Radio, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { DateField } from "./DateField";
import { isDate, isYearly } from "./dates";
import classes from "./Exceptions.module.css";
import { SlotFields } from "./SlotFields";
import type { SpecialText } from "./schedule";
import { nextSlot, slotFaults } from "./slots";
import {
  datesOf,
  draftFaults,
  maxSpecialDays,
  maxSpecialName,
  nameLength,
  type SpecialDraft,
} from "./special";

interface Props {
  /** The day that is edited; none for a new one. */
  day?: SpecialText;
  others: readonly SpecialText[];
  today: string;
  /** The server's messages by field. */
  errors: Record<string, string>;
  onClose: () => void;
  onDone: (draft: SpecialDraft) => void;
}

const blank: SpecialText = { date: "", name: "", closed: true, slots: [] };

/** The form of a special day, or of several in a row. */
export function SpecialDialog({ day, others, today, errors, onClose, onDone }: Props) {
  const { t } = useTranslation("hours");
  const { t: common } = useTranslation();
  const phone = useMediaQuery("(max-width: 48em)");
  const [draft, setDraft] = useState<SpecialDraft>({ ...(day ?? blank), until: "" });
  const [yearly, setYearly] = useState(day !== undefined && isYearly(day.date));
  const [tried, setTried] = useState(false);
  const [touched, setTouched] = useState(false);
  const set = (part: Partial<SpecialDraft>) => {
    setTouched(true);
    setDraft((d) => ({ ...d, ...part }));
  };
  const faults = draftFaults(draft, others);
  const limits = { max: maxSpecialName, length: nameLength(draft.name), days: maxSpecialDays };
  const problem = (field: keyof typeof faults): string | undefined => {
    const fault = faults[field];
    if (tried && fault) return t(`special.fault.${fault}`, limits);
    return touched ? undefined : errors[field];
  };
  const slotFault = slotFaults(draft.slots);
  const slotProblem = [...slotFault.values()][0];
  const serverSlots = Object.entries(errors).find(([key]) => key === "" || key.startsWith("slots"))?.[1];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // this form lies in another one in React's tree
    setTried(true);
    if (Object.keys(faults).length === 0) onDone(draft);
  };
  const changeKind = (kind: string) => {
    const next = kind === "yearly";
    setYearly(next);
    set({ date: movedDate(draft.date, next, today), until: movedDate(draft.until, next, today) });
  };
  const count = datesOf(draft).length;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(day ? "special.editTitle" : "special.add")}
      fullScreen={phone}
      size="lg"
      data-testid="special-dialog"
    >
      <form onSubmit={submit} noValidate className={classes.form}>
        <SegmentedControl
          data={[
            { value: "once", label: t("special.once") },
            { value: "yearly", label: t("special.yearly") },
          ]}
          value={yearly ? "yearly" : "once"}
          onChange={changeKind}
          data-testid="special-kind"
        />
        <div className={classes.dates}>
          <DateField
            label={t("special.date")}
            yearly={yearly}
            value={draft.date}
            onChange={(date) => set({ date })}
            error={problem("date")}
            required
            testId="special-date"
          />
          {!day && (
            <DateField
              label={t("special.until")}
              yearly={yearly}
              value={draft.until}
              onChange={(until) => set({ until })}
              error={problem("until")}
              min={draft.date}
              testId="special-until"
            />
          )}
        </div>
        {draft.date === "02-29" && <Text size="sm">{t("special.leap")}</Text>}
        {count > 1 && <Text size="sm">{t("special.several", { count })}</Text>}
        <TextInput
          label={t("special.name")}
          placeholder={t("special.nameExample")}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={problem("name") ?? (limits.length > maxSpecialName && t("special.fault.nameLong", limits))}
          required
          data-testid="special-name"
        />
        <Radio.Group
          label={t("special.hours")}
          value={draft.closed ? "closed" : "open"}
          onChange={(value) => set(value === "closed" ? { closed: true } : opened(draft))}
        >
          <Group mt="xs">
            <Radio value="closed" label={t("special.closed")} data-testid="special-closed" />
            <Radio value="open" label={t("special.open")} data-testid="special-open" />
          </Group>
        </Radio.Group>
        {!draft.closed && (
          <SlotFields
            name={draft.name || t("special.one")}
            slots={draft.slots}
            fault={(i) => slotFault.get(i)}
            onChange={(slots) => set({ slots })}
            testId="special"
            addTestId="special-add-slot"
          />
        )}
        <SlotProblem
          text={
            slotProblem
              ? t(`fault.${slotProblem}`)
              : (problem("slots") ?? (touched ? undefined : serverSlots))
          }
        />
        <Text size="xs" c="var(--oj-dim)">
          {t("special.later")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" data-testid="special-done">
            {t(day ? "special.change" : "special.addDone")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function SlotProblem({ text }: { text?: string }) {
  if (!text) return null;
  return (
    <p className={classes.problem} role="alert">
      {text}
    </p>
  );
}

/** An open day has hours; it begins with usual ones. */
const opened = ({ slots }: SpecialDraft): Partial<SpecialDraft> => ({
  closed: false,
  slots: slots.length > 0 ? slots : [nextSlot(slots)],
});

/** The same day once or of every year, when the kind changes. */
function movedDate(date: string, yearly: boolean, today: string): string {
  if (!isDate(date) || isYearly(date) === yearly) return "";
  if (yearly) return date.slice(5);
  const year = Number(today.slice(0, 4));
  const full = `${year}-${date}`;
  const next = full >= today ? full : `${year + 1}-${date}`;
  return isDate(next) ? next : "";
}
