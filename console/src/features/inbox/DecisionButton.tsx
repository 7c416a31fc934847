import { Drawer, Popover } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { DecisionPanel } from "./DecisionPanel";
import { readDecision } from "./decision";
import classes from "./MessageList.module.css";

interface Props {
  message: Message;
  account: string;
}

/** 判定: what the rules chose for this message, and why, on demand. */
export function DecisionButton({ message, account }: Props) {
  const { t } = useTranslation("inbox");
  const [opened, { toggle, close }] = useDisclosure();
  const phone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const decision = readDecision(message.decision);
  if (!decision) return null;
  const button = (
    <button
      type="button"
      className={classes.why}
      onClick={toggle}
      aria-expanded={opened}
      data-testid="decision-open"
      aria-label={t("decision.open")}
    >
      {t("decision.title")}
    </button>
  );
  const panel = <DecisionPanel decision={decision} message={message} account={account} onLeave={close} />;
  if (phone) {
    return (
      <>
        {button}
        <Drawer
          opened={opened}
          onClose={close}
          position="bottom"
          size="auto"
          title={t("decision.title")}
          styles={{ content: { height: "auto", maxHeight: "85dvh", borderRadius: "12px 12px 0 0" } }}
        >
          {panel}
        </Drawer>
      </>
    );
  }
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && close()}
      width={380}
      position="top-start"
      withArrow
      shadow="md"
      trapFocus={false}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={classes.decision}>{panel}</Popover.Dropdown>
    </Popover>
  );
}
