import { Alert } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { settingsQuery } from "@/features/settings/settings";

/** Says so when the settings keep every rule silent now. */
export function SettingsNote({ account }: { account: string }) {
  const { t } = useTranslation("rules");
  const { data } = useQuery(settingsQuery(account));
  if (!data || data.now.rulesAnswer) return null;
  return (
    <Alert color="blue" variant="light" icon={<IconInfoCircle size={18} />} mb="md" p="xs">
      {t("silentNow")}{" "}
      <Link to="/a/$account/settings" params={{ account }}>
        {t("toSettings")}
      </Link>
    </Alert>
  );
}
