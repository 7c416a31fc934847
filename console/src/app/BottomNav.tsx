import { Menu } from "@mantine/core";
import {
  IconAdjustments,
  IconBuildingStore,
  IconDots,
  IconMessage2,
  IconMessageReply,
  IconPlus,
  IconSwitchHorizontal,
  IconUserCheck,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/features/session/session";
import { useShownAccount } from "./account";
import classes from "./Shell.module.css";

const icon = { size: 22, stroke: 1.6, "aria-hidden": true } as const;

/** The navigation of a phone. */
export function BottomNav() {
  const { t } = useTranslation();
  const account = useShownAccount();
  if (!account)
    return (
      <nav className={classes.bottom} aria-label={t("nav.main")}>
        <MoreMenu />
      </nav>
    );
  const params = { account: account.id };
  return (
    <nav className={classes.bottom} aria-label={t("nav.main")}>
      <Link to="/a/$account/talks" params={params} className={classes.item}>
        <IconMessage2 {...icon} />
        <span className={classes.label}>{t("nav.talks")}</span>
      </Link>
      <Link to="/a/$account/rules" params={params} className={classes.item}>
        <IconMessageReply {...icon} />
        <span className={classes.label}>{t("nav.rules")}</span>
      </Link>
      <Link to="/a/$account/settings" params={params} className={classes.item}>
        <IconAdjustments {...icon} />
        <span className={classes.label}>{t("nav.settings")}</span>
      </Link>
      <MoreMenu />
    </nav>
  );
}

function MoreMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { accounts, member } = useSession();
  const shown = useShownAccount();
  return (
    <Menu position="top-end" width={240}>
      <Menu.Target>
        <button type="button" className={classes.item} data-testid="nav-more">
          <IconDots {...icon} />
          <span className={classes.label}>{t("nav.more")}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {shown && (
          <Menu.Item
            leftSection={<IconUserCheck size={18} />}
            onClick={() => void navigate({ to: "/a/$account/manual", params: { account: shown.id } })}
            data-testid="nav-manual"
          >
            {t("nav.manual")}
          </Menu.Item>
        )}
        {shown && (
          <Menu.Item
            leftSection={<IconBuildingStore size={18} />}
            onClick={() => void navigate({ to: "/a/$account/account", params: { account: shown.id } })}
          >
            {t("nav.account")}
          </Menu.Item>
        )}
        {member.admin && (
          <Menu.Item leftSection={<IconUsers size={18} />} onClick={() => void navigate({ to: "/members" })}>
            {t("nav.members")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconUserCircle size={18} />} onClick={() => void navigate({ to: "/me" })}>
          {member.name}
        </Menu.Item>
        {accounts.length > 1 && <Menu.Label>{t("nav.accounts")}</Menu.Label>}
        {accounts.length > 1 &&
          accounts.map((account) => (
            <Menu.Item
              key={account.id}
              leftSection={<IconSwitchHorizontal size={18} />}
              disabled={account.id === shown?.id}
              onClick={() => void navigate({ to: "/a/$account/talks", params: { account: account.id } })}
            >
              {account.name}
            </Menu.Item>
          ))}
        {member.admin && (
          <Menu.Item
            leftSection={<IconPlus size={18} />}
            onClick={() => void navigate({ to: "/accounts/new" })}
          >
            {t("nav.addAccount")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
