import { Badge } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { suggestionsQuery } from "./suggestions";

const minutes = 60_000;

/** How many suggestions there are, for their tab. */
export function SuggestCount({ account }: { account: string }) {
  const { t } = useTranslation("suggest");
  // It is worth knowing, but not worth asking for on each page.
  const { data } = useQuery({ ...suggestionsQuery(account), staleTime: 5 * minutes });
  const count = data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <Badge size="sm" ml={6} variant="light" aria-label={t("count", { count })} data-testid="suggest-count">
      {count}
    </Badge>
  );
}
