import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Badge, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconGripVertical } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { describeError } from "@/components/describeError";
import { RuleMenu } from "./RuleMenu";
import classes from "./RulesList.module.css";
import { isUniform, useToggleRule } from "./rules";

interface Props {
  account: string;
  rule: Rule;
  index: number;
  total: number;
  onMove: (by: -1 | 1) => void;
}

const shownKeywords = 5;

export function RuleRow({ account, rule, index, total, onMove }: Props) {
  const { t } = useTranslation("rules");
  const toggle = useToggleRule(account);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({
      id: rule.id,
      attributes: { roleDescription: t("drag.role") },
    });
  const rest = rule.keywords.length - shownKeywords;
  return (
    <li
      ref={setNodeRef}
      className={classes.row}
      data-dragging={isDragging || undefined}
      data-off={!rule.enabled || undefined}
      data-testid="rule-row"
      data-rule={rule.id}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className={classes.grip}
        {...attributes}
        {...listeners}
        aria-label={t("drag.handle", { place: index + 1, title: rule.title })}
        data-testid="rule-drag"
      >
        <IconGripVertical size={16} aria-hidden />
        <span aria-hidden>{index + 1}</span>
      </button>
      <Link to="/a/$account/rules/$rule" params={{ account, rule: rule.id }} className={classes.body}>
        <span className={classes.title}>{rule.title}</span>
        <span className={classes.keywords}>
          {isUniform(rule) ? (
            <Badge variant="light" color="blue" tt="none" size="sm">
              {t("uniform")}
            </Badge>
          ) : (
            rule.keywords.slice(0, shownKeywords).map((keyword) => (
              <Badge key={keyword} variant="default" tt="none" size="sm" fw={500}>
                {keyword}
              </Badge>
            ))
          )}
          {rest > 0 && (
            <Text span size="xs" c="var(--oj-dim)">
              {t("moreKeywords", { count: rest })}
            </Text>
          )}
        </span>
        <span className={classes.answer}>
          {rule.bubbles[0]?.text}
          {rule.bubbles.length > 1 && <> {t("moreBubbles", { count: rule.bubbles.length - 1 })}</>}
        </span>
      </Link>
      <Switch
        checked={rule.enabled}
        onChange={() =>
          toggle.mutate(rule, {
            onError: (error) => notifications.show({ color: "red", message: describeError(error) }),
          })
        }
        aria-label={t("toggle", { title: rule.title })}
        data-testid="rule-toggle"
      />
      <RuleMenu
        account={account}
        rule={rule}
        first={index === 0}
        last={index === total - 1}
        onMove={onMove}
      />
    </li>
  );
}
