import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Hours } from "@/api/types";
import { describeError } from "@/components/describeError";
import type { SettingsForm } from "../useSettingsForm";
import { hoursToApi } from "./schedule";
import { UndoNote } from "./UndoNote";

const undoMs = 7000;

/** Adding, renaming and deleting schedules: done at once, not with the form. */
export function useSchedules(account: string, form: SettingsForm) {
  const { t } = useTranslation("hours");
  const client = useQueryClient();
  const path = { account };

  const refresh = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.hours(account) }),
      client.invalidateQueries({ queryKey: keys.settings(account) }),
      client.invalidateQueries({ queryKey: keys.rules(account) }),
    ]);
  };
  const put = async (name: string, body: Hours) => {
    await unwrap(api.PUT("/accounts/{account}/hours", { params: { path, query: { name } }, body }));
    await refresh();
  };
  const failed = (error: unknown) => notifications.show({ color: "red", message: describeError(error) });

  return {
    /** A new one begins as the shown one is. */
    add: (name: string) => put(name, hoursToApi(form.hours)),
    rename: async (from: string, to: string) => {
      form.show(""); // nothing asks for the old name any more
      try {
        await unwrap(api.POST("/accounts/{account}/hours/rename", { params: { path }, body: { from, to } }));
      } catch (error) {
        form.show(from);
        throw error;
      }
      await refresh();
    },
    remove: async (name: string) => {
      const before = hoursToApi(form.hours);
      form.show(""); // nothing asks for it any more
      try {
        await unwrap(api.DELETE("/accounts/{account}/hours", { params: { path, query: { name } } }));
        await refresh();
      } catch (error) {
        failed(error);
        form.show(name);
        return refresh();
      }
      const id = `schedule-${name}`;
      const undo = () => {
        notifications.hide(id);
        put(name, before).then(() => form.show(name), failed);
      };
      const message = <UndoNote text={t("schedules.deleted", { name })} onUndo={undo} />;
      notifications.show({ id, autoClose: undoMs, message });
    },
  };
}
