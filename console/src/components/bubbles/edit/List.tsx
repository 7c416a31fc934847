import { ActionIcon, Button, Input, UnstyledButton } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { moved, useKeys } from "./useKeys";

interface Props<T> {
  /** Where the list stands below the bubbles. */
  path: string;
  items: T[];
  onChange: (items: T[]) => void;
  min: number;
  max: number;
  blank: () => T;
  /** The name of one of them by its number. */
  name: (number: number) => string;
  add: string;
  /** What tells one from the others when it is folded. */
  summary: (item: T) => string | undefined;
  children: (item: T, set: (item: T) => void, path: string) => ReactNode;
}

const fewEnough = 4;

/** Parts of a bubble that are added, removed and put in order. */
export function List<T>(props: Props<T>) {
  const { path, items, onChange, min, max, blank, name, add, summary, children } = props;
  const error = useFault(path);
  const { keys, change } = useKeys(items.length);
  const move = (from: number, to: number) => {
    change((k) => moved(k, from, to));
    onChange(moved(items, from, to));
  };
  const remove = (at: number) => {
    change((k) => k.filter((_, i) => i !== at));
    onChange(items.filter((_, i) => i !== at));
  };
  return (
    <div className={classes.list} data-field={path}>
      {items.map((item, i) => (
        <Item
          key={keys[i]}
          name={name(i + 1)}
          summary={summary(item)}
          folded={items.length > fewEnough}
          onUp={i > 0 ? () => move(i, i - 1) : undefined}
          onDown={i < items.length - 1 ? () => move(i, i + 1) : undefined}
          onRemove={items.length > min ? () => remove(i) : undefined}
        >
          {children(
            item,
            (next) => onChange(items.map((other, j) => (j === i ? next : other))),
            `${path}.${i}`,
          )}
        </Item>
      ))}
      {error && <Input.Error>{error}</Input.Error>}
      {items.length < max && (
        <Button
          className={classes.addPart}
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...items, blank()])}
          data-add={path}
        >
          {`${add} (${items.length}/${max})`}
        </Button>
      )}
    </div>
  );
}

interface ItemProps {
  name: string;
  summary?: string;
  folded: boolean;
  onUp?: () => void;
  onDown?: () => void;
  onRemove?: () => void;
  children: ReactNode;
}

function Item({ name, summary, folded, onUp, onDown, onRemove, children }: ItemProps) {
  const { t } = useTranslation("bubbles");
  const [open, setOpen] = useState(!folded || !summary);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.item} aria-label={name}>
      <div className={classes.itemTop}>
        <UnstyledButton
          className={classes.itemName}
          aria-expanded={open}
          onClick={() => setOpen((shown) => !shown)}
        >
          <Chevron size={14} aria-hidden />
          {name}
          {!open && summary && <span className={classes.dim}>{summary}</span>}
        </UnstyledButton>
        <Step icon={IconArrowUp} onClick={onUp} label={t("list.up", { name })} />
        <Step icon={IconArrowDown} onClick={onDown} label={t("list.down", { name })} />
        <Step icon={IconTrash} onClick={onRemove} label={t("list.remove", { name })} />
      </div>
      {open && children}
    </section>
  );
}

interface StepProps {
  icon: typeof IconTrash;
  label: string;
  /** Without it the button is off. */
  onClick?: () => void;
  testId?: string;
}

/** A small button at the top of a part. */
export function Step({ icon: Icon, label, onClick, testId }: StepProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      disabled={!onClick}
      aria-label={label}
      title={label}
      onClick={onClick}
      data-testid={testId}
    >
      <Icon size={14} />
    </ActionIcon>
  );
}
