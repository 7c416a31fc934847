import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCopy, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { useDeleteRule } from "./useDeleteRule";

interface Props {
  account: string;
  rule: Rule;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
}

export function RuleMenu({ account, rule, first, last, onMove }: Props) {
  const { t } = useTranslation("rules");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const remove = useDeleteRule(account);
  const to = "/a/$account/rules/$rule";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("menu", { title: rule.title })}
          data-testid="rule-menu"
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={15} />}
          onClick={() => void navigate({ to, params: { account, rule: rule.id } })}
        >
          {common("edit")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={15} />}
          onClick={() => void navigate({ to, params: { account, rule: "new" }, search: { copy: rule.id } })}
        >
          {t("duplicate")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowUp size={15} />} disabled={first} onClick={() => onMove(-1)}>
          {t("moveUp")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={15} />} disabled={last} onClick={() => onMove(1)}>
          {t("moveDown")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => remove(rule)}
          data-testid="rule-delete"
        >
          {common("delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
