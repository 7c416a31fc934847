import { Button, CloseButton, NativeSelect, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RulesFilter } from "./listModel";
import type { View } from "./RulesBoard";
import classes from "./RulesList.module.css";

interface Props {
  filter: RulesFilter;
  onFilter: (filter: RulesFilter) => void;
  folders: string[];
  view: View;
  onView: (view: View) => void;
  found: number;
  total: number;
  /** There is something to reset. */
  onReset?: () => void;
}

const kinds = ["keyword", "uniform", "kind", "postback"] as const;
const allFolders = "all";
const inFolder = (folder: string) => `in:${folder}`;

export function RulesFilterBar({ filter, onFilter, folders, view, onView, found, total, onReset }: Props) {
  const { t } = useTranslation("rules");
  const [text, setText] = useState(filter.q ?? "");
  const searchSoon = useDebouncedCallback(
    (q: string) => onFilter({ ...filter, q: q.trim() || undefined }),
    150,
  );
  const change = (q: string) => {
    setText(q);
    searchSoon(q);
  };
  const select = <K extends "state" | "kind">(field: K, values: readonly string[], labels: string[]) => (
    <NativeSelect
      size="xs"
      aria-label={t(`filter.${field}`)}
      value={filter[field] ?? ""}
      onChange={(event) => onFilter({ ...filter, [field]: event.currentTarget.value || undefined })}
      data={["", ...values].map((value, i) => ({ value, label: labels[i] ?? value }))}
      data-testid={`rules-${field}`}
    />
  );
  return (
    <div className={classes.bar} role="search">
      <TextInput
        className={classes.search}
        size="sm"
        type="search"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        placeholder={t("filter.search")}
        aria-label={t("filter.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          text && <CloseButton size="sm" aria-label={t("filter.clear")} onClick={() => change("")} />
        }
        data-testid="rules-search"
      />
      <div className={classes.selects}>
        {folders.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={t("filter.folder")}
            value={filter.folder === undefined ? allFolders : inFolder(filter.folder)}
            onChange={({ currentTarget: { value } }) =>
              onFilter({
                ...filter,
                folder: value === allFolders ? undefined : value.slice(inFolder("").length),
              })
            }
            data={[
              { value: allFolders, label: t("filter.allFolders") },
              ...folders.map((folder) => ({ value: inFolder(folder), label: folder })),
              { value: inFolder(""), label: t("folder.none") },
            ]}
            data-testid="rules-folder"
          />
        )}
        {select("kind", kinds, [t("filter.allKinds"), ...kinds.map((kind) => t(`kindName.${kind}`))])}
        {select("state", ["on", "off"], [t("filter.allStates"), t("filter.on"), t("filter.off")])}
        {folders.length > 0 && (
          <SegmentedControl
            size="xs"
            value={view}
            onChange={(next) => onView(next as View)}
            data={[
              { value: "folders", label: t("filter.viewFolders") },
              { value: "order", label: t("filter.viewOrder") },
            ]}
            aria-label={t("filter.view")}
            data-testid="rules-view"
          />
        )}
        <Text size="xs" c="var(--oj-dim)" role="status" data-testid="rules-count">
          {found === total ? t("filter.all", { count: total }) : t("filter.count", { count: found, total })}
        </Text>
        {onReset && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              setText("");
              onReset();
            }}
            data-testid="rules-filter-reset"
          >
            {t("filter.reset")}
          </Button>
        )}
      </div>
    </div>
  );
}
