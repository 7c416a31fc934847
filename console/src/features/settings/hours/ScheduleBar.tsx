import { Button, Select } from "@mantine/core";
import { IconCopyPlus, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SettingsForm } from "../useSettingsForm";
import { ScheduleDialog } from "./ScheduleDialog";
import classes from "./Schedules.module.css";
import { ScheduleUsers } from "./ScheduleUsers";
import { useSchedules } from "./useSchedules";
import { useScheduleTitle } from "./useScheduleTitle";
import { useUsers } from "./useUsers";

interface Props {
  account: string;
  form: SettingsForm;
  readOnly: boolean;
}

/** Which schedule is shown, who keeps to it, and what can be done to it. */
export function ScheduleBar({ account, form, readOnly }: Props) {
  const { t } = useTranslation("hours");
  const title = useScheduleTitle();
  const names = Object.keys(form.values.schedules);
  const users = useUsers(account, form);
  const actions = useSchedules(account, form);
  const [dialog, setDialog] = useState<{ from?: string }>();
  const { shown } = form;
  const used = users.account || users.rules.length > 0;
  const set = form.setSettings;
  return (
    <div className={classes.bar}>
      {names.length > 1 && (
        <>
          <div className={classes.names} role="group" aria-label={t("schedules.choose")}>
            {names.map((name) => (
              <Button
                key={name}
                size="compact-md"
                variant={name === shown ? "light" : "default"}
                aria-pressed={name === shown}
                onClick={() => form.show(name)}
                data-testid="schedule-tab"
                data-schedule={name}
              >
                {title(name)}
              </Button>
            ))}
          </div>
          {form.values.settings.hours && (
            <Select
              label={t("schedules.account")}
              description={t("schedules.accountHelp")}
              data={names.map((name) => ({ value: name, label: title(name) }))}
              value={form.values.settings.hoursName ?? ""}
              onChange={(next) => next !== null && set({ hoursName: next })}
              allowDeselect={false}
              error={form.error("hoursName")}
              maw="22rem"
              data-testid="schedule-account"
            />
          )}
          <ScheduleUsers account={account} users={users} />
        </>
      )}
      {!readOnly && (
        <div className={classes.actions}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCopyPlus size={15} />}
            disabled={form.dirty}
            onClick={() => setDialog({})}
            data-testid="schedule-add"
          >
            {t("schedules.add")}
          </Button>
          {shown !== "" && (
            <>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPencil size={15} />}
                disabled={form.dirty}
                onClick={() => setDialog({ from: shown })}
                data-testid="schedule-rename"
              >
                {t("schedules.rename")}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconTrash size={15} />}
                disabled={form.dirty || used}
                onClick={() => actions.remove(shown)}
                data-testid="schedule-delete"
              >
                {t("schedules.delete")}
              </Button>
            </>
          )}
          <span className={classes.hint}>
            {form.dirty ? t("schedules.saveFirst") : shown !== "" && used ? t("schedules.inUse") : ""}
          </span>
        </div>
      )}
      {dialog && (
        <ScheduleDialog
          from={dialog.from}
          copied={title(shown)}
          onClose={() => setDialog(undefined)}
          onDone={async (name) => {
            await (dialog.from ? actions.rename(dialog.from, name) : actions.add(name));
            form.show(name);
            setDialog(undefined);
          }}
        />
      )}
    </div>
  );
}
