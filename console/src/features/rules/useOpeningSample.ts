import { useQuery } from "@tanstack/react-query";
import { settingsQuery } from "@/features/settings/settings";

/** The next opening as a text says it now, for previews; nothing where there is none. */
export function useOpeningSample(account: string): { opening: string } | undefined {
  const { data } = useQuery({ ...settingsQuery(account), select: ({ now }) => now.nextOpening });
  return data ? { opening: data } : undefined;
}
