import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { api, apiBase, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Rule } from "@/api/types";
import { describeError } from "@/components/describeError";

// A rule is deleted on the server when the chance to undo is over: what is
// created again would be another rule, with another id.
const undoMs = 7000;

let waiting: ReadonlyMap<string, string> = new Map(); // rule id -> account
const listeners = new Set<() => void>();

/** A page that is closed takes the chance to undo with it. */
function flush(): void {
  for (const [id, account] of waiting) {
    void fetch(`${apiBase}/accounts/${account}/rules/${id}`, { method: "DELETE", keepalive: true });
  }
}

function setWaiting(next: ReadonlyMap<string, string>): void {
  waiting = next;
  if (next.size > 0) window.addEventListener("pagehide", flush);
  else window.removeEventListener("pagehide", flush);
  for (const listener of listeners) listener();
}

function without(id: string): ReadonlyMap<string, string> {
  const next = new Map(waiting);
  next.delete(id);
  return next;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The rules that are being deleted; lists leave them out. */
export const useDeleted = (): ReadonlyMap<string, string> => useSyncExternalStore(subscribe, () => waiting);

export function useDeleteRule(account: string): (rule: Rule) => void {
  const { t } = useTranslation("rules");
  const { t: common } = useTranslation();
  const client = useQueryClient();

  const commit = async (rule: Rule) => {
    try {
      await unwrap(
        api.DELETE("/accounts/{account}/rules/{rule}", { params: { path: { account, rule: rule.id } } }),
      );
    } catch (error) {
      notifications.show({ color: "red", message: describeError(error) });
    }
    await client.invalidateQueries({ queryKey: keys.rules(account) });
    setWaiting(without(rule.id));
  };

  return (rule) => {
    setWaiting(new Map(waiting).set(rule.id, account));
    let undone = false;
    const id = `delete-${rule.id}`;
    const undo = () => {
      undone = true;
      setWaiting(without(rule.id));
      notifications.hide(id);
    };
    notifications.show({
      id,
      autoClose: undoMs,
      onClose: () => {
        if (!undone) void commit(rule);
      },
      message: (
        <Group justify="space-between" wrap="nowrap">
          {t("deleted", { title: rule.title })}
          <Button size="compact-sm" variant="light" onClick={undo} data-testid="rule-undo">
            {common("undo")}
          </Button>
        </Group>
      ),
    });
  };
}
