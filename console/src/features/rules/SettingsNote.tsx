import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { settingsQuery } from "@/features/settings/settings";

/** Says so when the settings keep every rule silent now, or when LINE's own manager may answer beside the rules. */
export function SettingsNote({ account }: { account: string }) {
  const { t } = useTranslation("rules");
  const { data } = useQuery(settingsQuery(account));
  const twice = data?.now.rulesAnswer && !data.managerOff;
  if (!data || (data.now.rulesAnswer && !twice)) return null;
  return (
    <Alert
      color={twice ? "orange" : "blue"}
      variant="light"
      icon={twice ? <IconAlertTriangle size={18} /> : <IconInfoCircle size={18} />}
      mb="md"
      p="xs"
      data-testid="settings-note"
      data-note={twice ? "manager" : "silent"}
    >
      {t(twice ? "managerMayAnswer" : "silentNow")}{" "}
      <Link to="/a/$account/settings" params={{ account }}>
        {t(twice ? "toManagerCheck" : "toSettings")}
      </Link>
    </Alert>
  );
}
