import { ActionIcon, Badge, Menu } from "@mantine/core";
import { IconDots, IconKey, IconLink, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/api/types";
import { ContactAvatar } from "@/components/ContactAvatar";
import { useSession } from "@/features/session/session";
import classes from "./Members.module.css";
import type { MemberAction } from "./MembersPage";

interface Props {
  member: Member;
  onAction: (action: MemberAction) => void;
}

export function MemberRow({ member, onAction }: Props) {
  const { t } = useTranslation("members");
  const { t: common } = useTranslation();
  const { accounts, member: me } = useSession();
  const mine = member.id === me.id;
  return (
    <li className={classes.row} data-testid="member-row" data-login={member.login}>
      <ContactAvatar name={member.name} size={38} />
      <div className={classes.who}>
        <span className={classes.name}>
          {member.name}
          {mine && <span className={classes.dim}> {t("you")}</span>}
        </span>
        <span className={classes.dim}>{member.login}</span>
      </div>
      <div className={classes.roles}>
        {!member.joined && (
          <Badge c="var(--oj-warn)" bg="var(--oj-warn-bg)" tt="none">
            {t("notJoined")}
          </Badge>
        )}
        {member.admin ? (
          <Badge variant="light" tt="none">
            {t("admin")}
          </Badge>
        ) : (
          member.grants.map((grant) => (
            <Badge key={grant.account} variant="default" tt="none" fw={500}>
              {t("grant", {
                account: accounts.find((a) => a.id === grant.account)?.name ?? grant.account,
                role: t(`role.${grant.role}`),
              })}
            </Badge>
          ))
        )}
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("menu", { name: member.name })}
            data-testid="member-menu"
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey size={15} />} onClick={() => onAction("access")}>
            {t("change.open")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLink size={15} />} onClick={() => onAction("link")}>
            {t("newLink.open")}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} />}
            disabled={mine}
            onClick={() => onAction("remove")}
            data-testid="member-remove"
          >
            {common("delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
