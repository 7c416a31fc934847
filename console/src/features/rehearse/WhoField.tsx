import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { conversationQuery, listQuery } from "@/features/inbox/conversations";
import type { Values } from "./question";

interface Props {
  account: string;
  values: Values;
  onChange: (some: Partial<Values>) => void;
}

// The select wants a value for the choice of nobody who is there.
const stranger = "-";

/** A new friend, or one of those who have written. */
export function WhoField({ account, values, onChange }: Props) {
  const { t } = useTranslation("rehearse");
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 250);
  const { data: chosen } = useQuery({
    ...conversationQuery(account, values.talk),
    enabled: values.talk !== "",
  });
  const chosenName = chosen?.contact.name ?? "";
  const unsearched = wanted === t("newFriend") || (chosenName !== "" && wanted === chosenName);
  const query = useInfiniteQuery(listQuery(account, "all", unsearched ? "" : wanted.slice(0, 60)));
  const friends = query.data?.pages.flatMap((page) => page.items) ?? [];
  const data = friends.map((one) => ({ value: one.id, label: one.contact.name || t("replay.nameless") }));
  if (values.talk && !friends.some((one) => one.id === values.talk)) {
    data.unshift({ value: values.talk, label: chosenName || "…" });
  }
  return (
    <>
      <Select
        aria-label={t("who")}
        data={[{ value: stranger, label: t("newFriend") }, ...data]}
        value={values.talk || stranger}
        onChange={(value) => onChange({ talk: value && value !== stranger ? value : "" })}
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        // The server has searched, in names as they are typed.
        filter={({ options }) => options}
        nothingFoundMessage={t("nobodyFound")}
        allowDeselect={false}
        maxDropdownHeight={280}
        data-testid="test-friend"
      />
      {values.talk === "" && (
        <TextInput
          mt="sm"
          label={t("name")}
          placeholder={t("namePlaceholder")}
          maxLength={100}
          value={values.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          data-testid="test-name"
        />
      )}
    </>
  );
}
