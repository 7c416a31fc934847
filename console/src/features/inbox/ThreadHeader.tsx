import { ActionIcon, Select, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLayoutSidebarRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Conversation, ConversationStatus } from "@/api/types";
import { ContactAvatar } from "@/components/ContactAvatar";
import { describeError } from "@/components/describeError";
import { BackLink } from "./BackLink";
import { useStatus } from "./conversations";
import classes from "./ThreadPane.module.css";
import { contactName } from "./words";

const statuses = ["open", "followup", "done", "spam"] as const satisfies readonly ConversationStatus[];

interface Props {
  talk: Conversation;
  infoShown: boolean;
  onInfo: () => void;
}

export function ThreadHeader({ talk, infoShown, onInfo }: Props) {
  const { t } = useTranslation("inbox");
  const status = useStatus(talk.accountId, talk.id);
  const name = contactName(talk.contact, t);
  const change = (next: string | null) => {
    const chosen = statuses.find((s) => s === next);
    if (!chosen || chosen === talk.status) return;
    status.mutate(chosen, {
      onError: (error) => notifications.show({ color: "red", message: describeError(error) }),
    });
  };
  return (
    <header className={classes.header}>
      <BackLink account={talk.accountId} />
      <ContactAvatar name={name} url={talk.contact.pictureUrl} size={34} />
      <div className={classes.title}>
        <h2>{name}</h2>
        {talk.contact.friend === "blocked" ? (
          <p>{t("contact.blocked")}</p>
        ) : (
          talk.contact.statusMessage && <p>{talk.contact.statusMessage}</p>
        )}
      </div>
      <Select
        size="xs"
        w={118}
        allowDeselect={false}
        aria-label={t("status.label")}
        data={statuses.map((s) => ({ value: s, label: t(`status.${s}`) }))}
        value={talk.status}
        onChange={change}
        comboboxProps={{ width: 150, position: "bottom-end" }}
        data-testid="conversation-status"
      />
      <Tooltip label={t("info.toggle")}>
        <ActionIcon
          variant={infoShown ? "light" : "subtle"}
          color={infoShown ? undefined : "gray"}
          size="lg"
          onClick={onInfo}
          aria-label={t("info.toggle")}
          aria-pressed={infoShown}
          data-testid="info-toggle"
        >
          <IconLayoutSidebarRight size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
