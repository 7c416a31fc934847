import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ContactAvatar } from "@/components/ContactAvatar";
import { useSession } from "@/features/session/session";
import { useShownAccount } from "./account";
import classes from "./Shell.module.css";

/** Which account is shown, and the way to the others. */
export function AccountSwitcher() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { accounts, member } = useSession();
  const shown = useShownAccount();
  if (!shown) return null;
  return (
    <Menu position="right-start" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={classes.account}
          title={shown.name}
          aria-label={t("nav.switchAccount", { name: shown.name })}
          data-testid="account-switcher"
        >
          <ContactAvatar name={shown.name} size={38} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("nav.accounts")}</Menu.Label>
        {accounts.map((account) => (
          <Menu.Item
            key={account.id}
            leftSection={<ContactAvatar name={account.name} size={24} />}
            rightSection={account.id === shown.id ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => void navigate({ to: "/a/$account/talks", params: { account: account.id } })}
          >
            {account.name}
          </Menu.Item>
        ))}
        {member.admin && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconPlus size={16} />}
              onClick={() => void navigate({ to: "/accounts/new" })}
            >
              {t("nav.addAccount")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
