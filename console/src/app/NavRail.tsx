import {
  IconAdjustments,
  IconBuildingStore,
  IconMessage2,
  IconMessageReply,
  IconUserCheck,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Mark } from "@/components/Wordmark";
import { useSession } from "@/features/session/session";
import { AccountSwitcher } from "./AccountSwitcher";
import { useShownAccount } from "./account";
import classes from "./Shell.module.css";

const icon = { size: 21, stroke: 1.6, "aria-hidden": true } as const;

export function NavRail() {
  const { t } = useTranslation();
  const { member } = useSession();
  const account = useShownAccount();
  return (
    <nav className={classes.rail} aria-label={t("nav.main")}>
      <Link to="/" aria-label={t("product")} style={{ display: "flex" }}>
        <Mark size={32} />
      </Link>
      <AccountSwitcher />
      {account && <AccountLinks account={account.id} />}
      <span className={classes.push} />
      {member.admin && (
        <Link to="/members" className={classes.item} data-testid="nav-members">
          <IconUsers {...icon} />
          <span className={classes.label}>{t("nav.members")}</span>
        </Link>
      )}
      <Link to="/me" className={classes.item} data-testid="nav-me">
        <IconUserCircle {...icon} />
        <span className={classes.label}>{member.name}</span>
      </Link>
    </nav>
  );
}

function AccountLinks({ account }: { account: string }) {
  const { t } = useTranslation();
  const params = { account };
  return (
    <>
      <Link to="/a/$account/talks" params={params} className={classes.item} data-testid="nav-talks">
        <IconMessage2 {...icon} />
        <span className={classes.label}>{t("nav.talks")}</span>
      </Link>
      <Link to="/a/$account/manual" params={params} className={classes.item} data-testid="nav-manual">
        <IconUserCheck {...icon} />
        <span className={classes.label}>{t("nav.manual")}</span>
      </Link>
      <Link to="/a/$account/rules" params={params} className={classes.item} data-testid="nav-rules">
        <IconMessageReply {...icon} />
        <span className={classes.label}>{t("nav.rules")}</span>
      </Link>
      <Link to="/a/$account/settings" params={params} className={classes.item} data-testid="nav-settings">
        <IconAdjustments {...icon} />
        <span className={classes.label}>{t("nav.settings")}</span>
      </Link>
      <Link to="/a/$account/account" params={params} className={classes.item} data-testid="nav-account">
        <IconBuildingStore {...icon} />
        <span className={classes.label}>{t("nav.account")}</span>
      </Link>
    </>
  );
}
