import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHistoryToggle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ReplayDrawer } from "./ReplayDrawer";
import type { Edited, SettingsInput } from "./rehearse";

interface Props {
  account: string;
  /** The edit as it is when the button is pressed and while its drawer is open. */
  edited?: Edited;
  settings?: SettingsInput;
}

/** 今日のメッセージで試す, with its drawer. */
export function ReplayButton(props: Props) {
  const { t } = useTranslation("rehearse");
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconHistoryToggle size={16} aria-hidden />}
        onClick={open}
        data-testid="replay-open"
      >
        {t("replay.open")}
      </Button>
      <ReplayDrawer {...props} opened={opened} onClose={close} />
    </>
  );
}
