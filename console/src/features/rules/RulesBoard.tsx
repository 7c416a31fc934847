import { Button, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rule } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { filterRules, foldersOf, isFiltered, type Line, linesOf, type RulesFilter } from "./listModel";
import { RulesFilterBar } from "./RulesFilterBar";
import { RulesList } from "./RulesList";
import { warningsQuery } from "./rules";
import { UniformNote } from "./UniformNote";
import { WarningsNote } from "./WarningsNote";
import { byRule } from "./warnings";

export type View = "order" | "folders";

/** The rules with what finds, groups and explains them. */
export function RulesBoard({ account, rules }: { account: string; rules: Rule[] }) {
  const { t } = useTranslation("rules");
  const filter = useSearch({ from: "/desk/a/$account/rules" });
  const navigate = useNavigate({ from: "/a/$account/rules" });
  const setFilter = (next: RulesFilter) =>
    void navigate({ to: ".", params: (old) => old, search: next, replace: true });
  const [view, setView] = useLocalStorage<View>({ key: "ohenji.rules.view", defaultValue: "folders" });
  const [closed, setClosed] = useLocalStorage<string[]>({
    key: `ohenji.rules.closed.${account}`,
    defaultValue: [],
  });
  const { data: warnings = [] } = useQuery(warningsQuery(account));
  const warned = useMemo(() => byRule(warnings), [warnings]);
  const [onlyWarned, setOnlyWarned] = useState(false);

  const folders = useMemo(() => foldersOf(rules), [rules]);
  const shownFilter = useDeferredValue(filter);
  const found = useMemo(() => {
    const all = filterRules(rules, shownFilter);
    return onlyWarned && warned.size > 0 ? all.filter(({ id }) => warned.has(id)) : all;
  }, [rules, shownFilter, onlyWarned, warned]);
  const grouped = view === "folders" && folders.length > 0;
  const filtered = isFiltered(shownFilter) || (onlyWarned && warned.size > 0);
  const lines = useMemo(
    (): Line[] =>
      // What one searches for must not hide in a folder that is closed.
      grouped
        ? linesOf(found, new Set(filtered ? [] : closed))
        : found.map((rule) => ({ type: "rule", rule })),
    [found, grouped, filtered, closed],
  );
  const reset = () => {
    setFilter({});
    setOnlyWarned(false);
  };
  return (
    <>
      <WarningsNote count={warned.size} only={onlyWarned} onOnly={setOnlyWarned} />
      <UniformNote account={account} rules={rules} />
      <RulesFilterBar
        filter={filter}
        onFilter={setFilter}
        folders={folders}
        view={view}
        onView={setView}
        found={found.length}
        total={rules.length}
        onReset={filtered ? reset : undefined}
      />
      {(grouped || filtered) && found.length > 0 && (
        <Text size="xs" c="var(--oj-dim)" mb="xs" data-testid="rules-order-note">
          {t("filter.orderNote")}
        </Text>
      )}
      {found.length === 0 ? (
        <EmptyState icon={<IconSearchOff size={26} stroke={1.5} aria-hidden />} title={t("filter.none")}>
          <Button variant="default" size="xs" onClick={reset}>
            {t("filter.reset")}
          </Button>
        </EmptyState>
      ) : (
        <RulesList
          account={account}
          rules={rules}
          lines={lines}
          grouped={grouped}
          warned={warned}
          onFolder={(folder, open) =>
            setClosed((now) => (open ? now.filter((f) => f !== folder) : [...now, folder]))
          }
        />
      )}
    </>
  );
}
