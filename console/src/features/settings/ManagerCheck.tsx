import { Anchor, Button, Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "@/features/account/account";
import classes from "./ManagerCheck.module.css";
import { managerAddress, managerSteps } from "./manager";
import type { SettingsForm } from "./useSettingsForm";

/** That LINE's own manager must not answer too: what to set there, and the owner's word that it is done. */
export function ManagerCheck({ account, form }: { account: string; form: SettingsForm }) {
  const { t } = useTranslation("settings");
  const titleId = useId();
  const { data } = useQuery(accountQuery(account));
  const { settings } = form.values;
  const done = settings.managerOff ?? false;
  const [open, setOpen] = useState(false);
  const chatMode = data?.chatMode ?? "";
  const differs = chatMode === "bot" && settings.chat;
  return (
    <section
      className={classes.box}
      data-done={done || undefined}
      aria-labelledby={titleId}
      data-testid="manager-check"
    >
      <div className={classes.head}>
        {done ? <IconCircleCheck size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />}
        <h2 id={titleId}>{t(done ? "manager.doneTitle" : "manager.title")}</h2>
        {done && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            data-testid="manager-steps-open"
          >
            {t(open ? "manager.hide" : "manager.show")}
          </Button>
        )}
      </div>
      {(!done || open) && (
        <>
          {!done && <p>{t("manager.lead")}</p>}
          <p>
            <Anchor href={managerAddress(data?.basicId)} target="_blank" rel="noreferrer">
              {t("manager.open")}
              <IconExternalLink size={14} aria-hidden className={classes.external} />
            </Anchor>
            <span className={classes.path}>{t("manager.path")}</span>
          </p>
          <ol className={classes.steps} data-testid="manager-steps">
            {managerSteps(settings, chatMode).map((step) => (
              <li key={step}>
                <strong>{t(`manager.step.${step}`)}</strong>
                <span>{t(`manager.step.${step}Help`)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {(differs || !done || open) && (
        <p className={classes.told} data-differs={differs || undefined} data-testid="manager-chat-mode">
          {t(
            `manager.chatMode.${differs ? "differs" : chatMode === "chat" || chatMode === "bot" ? chatMode : "unknown"}`,
          )}
        </p>
      )}
      {(!done || open) && (
        <Checkbox
          label={t("manager.confirm")}
          checked={done}
          onChange={(event) => {
            form.setSettings({ managerOff: event.currentTarget.checked });
            if (event.currentTarget.checked) setOpen(true);
          }}
          data-testid="settings-manager-off"
        />
      )}
    </section>
  );
}
