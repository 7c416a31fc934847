import { Button, CloseButton, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./HoursEditor.module.css";
import { nextSlot, type SlotFault, type SlotText, tidyClock } from "./slots";

interface Props {
  /** Whose hours these are, for the labels. */
  name: string;
  slots: readonly SlotText[];
  fault: (index: number) => SlotFault | undefined;
  /** The name of the field that is typed in comes along, for undoing. */
  onChange: (slots: SlotText[], field?: string) => void;
  /** What is there instead of slots. */
  empty?: string;
  /** "hours-mon" for hours-mon-0-start; the button that adds is addTestId. */
  testId: string;
  addTestId: string;
}

/** The slots of a day as text. */
export function SlotFields({ name, slots, fault, onChange, empty, testId, addTestId }: Props) {
  const { t } = useTranslation("hours");
  const change = (index: number, part: Partial<SlotText>, field: string) =>
    onChange(
      slots.map((slot, i) => (i === index ? { ...slot, ...part } : slot)),
      `${testId}-${index}-${field}`,
    );
  const field = (index: number, slot: SlotText, side: "start" | "end") => (
    <TextInput
      size="xs"
      value={slot[side]}
      onChange={(event) => change(index, { [side]: event.currentTarget.value }, side)}
      onBlur={() => {
        const tidy = tidyClock(slot[side]);
        if (tidy !== slot[side]) change(index, { [side]: tidy }, side);
      }}
      aria-label={t(side, { day: name, number: index + 1 })}
      error={fault(index) !== undefined}
      inputMode="numeric"
      data-testid={`${testId}-${index}-${side}`}
    />
  );
  return (
    <div className={classes.slots}>
      {slots.length === 0 && empty && <span className={classes.closed}>{empty}</span>}
      {slots.map((slot, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place while it is typed
        <span key={i} className={classes.slot}>
          {field(i, slot, "start")}
          <span aria-hidden>–</span>
          {field(i, slot, "end")}
          <CloseButton
            size="sm"
            onClick={() => onChange(slots.filter((_, j) => j !== i))}
            aria-label={t("remove", { day: name, number: i + 1 })}
          />
        </span>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={13} />}
        onClick={() => onChange([...slots, nextSlot(slots)])}
        aria-label={t("addTo", { day: name })}
        data-testid={addTestId}
      >
        {t("add")}
      </Button>
    </div>
  );
}
