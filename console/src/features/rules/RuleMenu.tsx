import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconFolderSymlink,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { FolderDialog } from "./FolderDialog";
import { useDeleteRule } from "./useDeleteRule";

interface Props {
  account: string;
  rule: Rule;
  /** Past the rule that is shown above or below; none at the ends. */
  onUp?: () => void;
  onDown?: () => void;
}

export function RuleMenu({ account, rule, onUp, onDown }: Props) {
  const { t } = useTranslation("rules");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const remove = useDeleteRule(account);
  const [moving, setMoving] = useState(false);
  const to = "/a/$account/rules/$rule";
  return (
    <>
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
          <Menu.Item
            leftSection={<IconFolderSymlink size={15} />}
            onClick={() => setMoving(true)}
            data-testid="rule-move-folder"
          >
            {t("folder.move")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowUp size={15} />} disabled={!onUp} onClick={onUp}>
            {t("moveUp")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown size={15} />} disabled={!onDown} onClick={onDown}>
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
      {moving && <FolderDialog account={account} rule={rule} onClose={() => setMoving(false)} />}
    </>
  );
}
