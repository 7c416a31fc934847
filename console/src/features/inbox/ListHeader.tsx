import { ActionIcon, CloseButton, Menu, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconDots, IconSearch } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "@/api/types";
import classes from "./ConversationList.module.css";
import { mainFilters, moreFilters } from "./filters";

interface Props {
  account: string;
  filter: Filter;
  search: string;
}

export function ListHeader({ account, filter, search }: Props) {
  const { t } = useTranslation("inbox");
  const { t: manual } = useTranslation("manual");
  const navigate = useNavigate({ from: "/a/$account/talks" });
  const [text, setText] = useState(search);
  const go = (next: { filter: Filter; q: string }) =>
    void navigate({
      to: ".",
      params: (old) => old,
      search: { filter: next.filter === "all" ? undefined : next.filter, q: next.q || undefined },
      replace: true,
    });
  const searchSoon = useDebouncedCallback((q: string) => go({ filter, q: q.trim() }), 250);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account starts without a search
  useEffect(() => setText(search), [account]);

  const change = (value: string) => {
    setText(value);
    searchSoon(value);
  };
  const shown = moreFilters.some((f) => f === filter) ? [...mainFilters, filter] : mainFilters;
  return (
    <div className={classes.header}>
      <TextInput
        type="search"
        size="sm"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        placeholder={t("list.search")}
        aria-label={t("list.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          text && <CloseButton size="sm" aria-label={t("list.clearSearch")} onClick={() => change("")} />
        }
        data-testid="conversation-search"
      />
      <div className={classes.filters} role="group" aria-label={t("list.filters")}>
        {shown.map((f) => (
          <button
            key={f}
            type="button"
            className={classes.filter}
            aria-pressed={f === filter}
            onClick={() => go({ filter: f, q: search })}
            data-testid={`conversation-filter-${f}`}
          >
            {t(`filter.${f}`)}
          </button>
        ))}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("list.moreFilters")}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {moreFilters.map((f) => (
              <Menu.Item key={f} onClick={() => go({ filter: f, q: search })}>
                {t(`filter.${f}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {filter === "manual" && (
        <Link
          to="/a/$account/manual"
          params={{ account }}
          className={classes.board}
          data-testid="manual-board-link"
        >
          {manual("fromList")}
        </Link>
      )}
    </div>
  );
}
