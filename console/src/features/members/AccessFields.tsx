import { Select, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Role } from "@/api/types";
import { useSession } from "@/features/session/session";
import type { Access } from "./members";

const roles = ["owner", "member"] as const satisfies readonly Role[];

interface Props {
  value: Access;
  onChange: (access: Access) => void;
}

/** What a member may do: everything, or a role on each account. */
export function AccessFields({ value, onChange }: Props) {
  const { t } = useTranslation("members");
  const { accounts } = useSession();
  const setRole = (account: string, chosen: string | null) => {
    const role = roles.find((r) => r === chosen);
    const others = value.grants.filter((g) => g.account !== account);
    onChange({ ...value, grants: role ? [...others, { account, role }] : others });
  };
  return (
    <Stack gap="xs">
      <Switch
        label={t("admin")}
        description={t("adminHelp")}
        checked={value.admin}
        onChange={(event) => onChange({ ...value, admin: event.currentTarget.checked })}
        data-testid="member-admin"
      />
      {!value.admin && (
        <>
          <Text size="sm" fw={500} mt={4}>
            {t("access")}
          </Text>
          {accounts.map((account) => (
            <Select
              key={account.id}
              label={account.name}
              placeholder={t("role.none")}
              clearable
              data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
              value={value.grants.find((g) => g.account === account.id)?.role ?? null}
              onChange={(role) => setRole(account.id, role)}
              data-testid={`member-role-${account.key}`}
            />
          ))}
        </>
      )}
    </Stack>
  );
}
