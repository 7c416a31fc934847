import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Switch } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { RuleAnswer } from "./RuleAnswer";
import { RuleBadges } from "./RuleBadges";
import { RuleHits } from "./RuleHits";
import { RuleMenu } from "./RuleMenu";
import type { Slot } from "./RulesList";
import classes from "./RulesList.module.css";
import { RuleWarnings } from "./RuleWarnings";
import { useChangeRule } from "./rules";
import type { Warning } from "./warnings";

interface Props {
  account: string;
  rule: Rule;
  slot: Slot;
  /** Its place in the order of all rules, and how many there are. */
  place: number;
  total: number;
  now: number;
  warnings?: Warning[];
  /** What is dragged now cannot take its place. */
  fixed: boolean;
  onUp?: () => void;
  onDown?: () => void;
}

export function RuleRow({ account, rule, slot, place, total, now, warnings, fixed, onUp, onDown }: Props) {
  const { t } = useTranslation("rules");
  const change = useChangeRule(account);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({
      id: rule.id,
      disabled: { droppable: fixed },
      attributes: { roleDescription: t("drag.role") },
    });
  return (
    <li
      ref={(element) => {
        setNodeRef(element);
        slot.measure(element);
      }}
      data-index={slot.index}
      className={classes.slot}
      aria-posinset={place}
      aria-setsize={total}
      style={{ top: slot.top, transform: CSS.Translate.toString(transform), transition }}
      data-dragging={isDragging || undefined}
      data-off={!rule.enabled || undefined}
      data-testid="rule-row"
      data-rule={rule.id}
    >
      <div className={classes.row}>
        <button
          ref={setActivatorNodeRef}
          type="button"
          className={classes.grip}
          {...attributes}
          {...listeners}
          aria-label={t("drag.handle", { place, title: rule.title })}
          data-testid="rule-drag"
        >
          <IconGripVertical size={16} aria-hidden />
          <span aria-hidden>{place}</span>
        </button>
        <div className={classes.body}>
          <Link to="/a/$account/rules/$rule" params={{ account, rule: rule.id }} className={classes.link}>
            <span className={classes.title}>{rule.title}</span>
            <RuleBadges rule={rule} />
            <RuleAnswer bubbles={rule.bubbles} />
          </Link>
          <RuleHits rule={rule} now={now} />
          {warnings && <RuleWarnings warnings={warnings} />}
        </div>
        <Switch
          checked={rule.enabled}
          onChange={() => change.mutate({ rule, enabled: !rule.enabled })}
          aria-label={t("toggle", { title: rule.title })}
          data-testid="rule-toggle"
        />
        <RuleMenu account={account} rule={rule} onUp={onUp} onDown={onDown} />
      </div>
    </li>
  );
}
