import { Drawer, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { ContactAvatar } from "@/components/ContactAvatar";
import { CopyField } from "@/components/CopyField";
import { fullTime } from "@/components/formatTime";
import { ContactFields } from "./ContactFields";
import classes from "./InfoPanel.module.css";
import { contactName } from "./words";

interface Props {
  talk: Conversation;
  shown: boolean;
  drawer: boolean;
  onClose: () => void;
}

/** Who the friend is: beside the thread, or over it where there is no room. */
export function InfoPanel({ talk, shown, drawer, onClose }: Props) {
  const { t } = useTranslation("inbox");
  if (shown) {
    return (
      <aside className={classes.panel} aria-label={t("info.title")} data-testid="info-panel">
        <Info talk={talk} />
      </aside>
    );
  }
  return (
    <Drawer opened={drawer} onClose={onClose} position="right" size="19rem" title={t("info.title")}>
      <Info talk={talk} />
    </Drawer>
  );
}

function Info({ talk }: { talk: Conversation }) {
  const { t, i18n } = useTranslation("inbox");
  const { contact } = talk;
  const name = contactName(contact, t);
  return (
    <>
      <div className={classes.person}>
        <ContactAvatar name={name} url={contact.pictureUrl} size={68} />
        <Text fw={650} size="lg" ta="center">
          {name}
        </Text>
        {contact.statusMessage && (
          <Text size="sm" c="var(--oj-dim)" ta="center">
            {contact.statusMessage}
          </Text>
        )}
      </div>
      <dl className={classes.facts}>
        <dt>{t("info.friend")}</dt>
        <dd>{t(`friend.${contact.friend}`)}</dd>
        <dt>{t("info.status")}</dt>
        <dd>{t(`status.${talk.status}`)}</dd>
        {talk.unansweredSince && (
          <>
            <dt>{t("info.waiting")}</dt>
            <dd>{t("info.since", { time: fullTime(talk.unansweredSince, i18n.language) })}</dd>
          </>
        )}
        {talk.manual && (
          <>
            <dt>{t("manual.mark")}</dt>
            <dd>
              {talk.manual.byHand
                ? t("manual.byHand")
                : t("info.until", { time: fullTime(talk.manual.until, i18n.language) })}
              {talk.manual.by.name && <> {t("manual.by", { name: talk.manual.by.name })}</>}
            </dd>
          </>
        )}
      </dl>
      <ContactFields account={talk.accountId} conversation={talk.id} />
      <CopyField label={t("info.lineUserId")} value={contact.lineUserId} />
    </>
  );
}
