import { SegmentedControl, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Rule, SettingsInput } from "@/api/types";
import { describeError } from "@/components/describeError";
import { settingsQuery } from "@/features/settings/settings";
import classes from "./RulesList.module.css";
import { kindOf } from "./ruleValues";

type Choice = NonNullable<SettingsInput["uniform"]>;

/** Which of several uniform replies answers; of no interest with fewer than two. */
export function UniformNote({ account, rules }: { account: string; rules: Rule[] }) {
  const { t } = useTranslation("rules");
  const { data } = useQuery(settingsQuery(account));
  const choose = useChooseUniform(account);
  const uniform = rules.filter((rule) => rule.enabled && kindOf(rule) === "uniform");
  if (!data || uniform.length < 2) return null;
  const shown = (choose.isPending ? choose.variables : data.uniform) ?? "order";
  return (
    <div className={classes.uniform} data-testid="rules-uniform">
      <div>
        {t("uniformNote.label")}
        <Text size="xs" c="var(--oj-dim)">
          {t(`uniformNote.${shown}Help`)}
        </Text>
      </div>
      <SegmentedControl
        size="xs"
        value={shown}
        onChange={(next) => choose.mutate(next as Choice)}
        data={[
          { value: "order", label: t("uniformNote.order") },
          { value: "random", label: t("uniformNote.random") },
        ]}
        aria-label={t("uniformNote.label")}
        data-testid="rules-uniform-choice"
      />
    </div>
  );
}

function useChooseUniform(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (uniform: Choice) => {
      // All other settings as they are at this moment, not as they were when the page opened.
      const { now: _now, ...settings } = await client.fetchQuery({ ...settingsQuery(account), staleTime: 0 });
      return unwrap(
        api.PUT("/accounts/{account}/settings", {
          params: { path: { account } },
          body: { ...settings, uniform },
        }),
      );
    },
    onSuccess: (saved) => client.setQueryData(settingsQuery(account).queryKey, saved),
    onError: (error) => notifications.show({ color: "red", message: describeError(error) }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.settings(account) }),
        // Which uniform reply can win depends on it.
        client.invalidateQueries({ queryKey: keys.rules(account) }),
      ]),
  });
}
