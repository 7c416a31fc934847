import { ActionIcon, Menu } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Day } from "@/api/types";
import { days } from "./week";

interface Props {
  day: Day;
  onCopy: (to: Day[]) => void;
}

/** Copies the slots of a day to other days. */
export function CopyDay({ day, onCopy }: Props) {
  const { t } = useTranslation("hours");
  const { t: common } = useTranslation();
  const others = days.filter((d) => d !== day);
  const weekdays = others.filter((d) => d !== "sat" && d !== "sun");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("copy", { day: common(`dayLong.${day}`) })}
          title={t("copyTo")}
          data-testid={`hours-copy-${day}`}
        >
          <IconCopy size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("copyTo")}</Menu.Label>
        <Menu.Item onClick={() => onCopy(weekdays)}>{t("weekdays")}</Menu.Item>
        <Menu.Item onClick={() => onCopy(others)}>{t("everyDay")}</Menu.Item>
        <Menu.Divider />
        {others.map((other) => (
          <Menu.Item key={other} onClick={() => onCopy([other])}>
            {common(`dayLong.${other}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
