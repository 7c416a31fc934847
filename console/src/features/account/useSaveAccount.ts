import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";

interface Change {
  name?: string;
  channel?: { id: string; secret: string };
}

export function useSaveAccount(account: string) {
  const client = useQueryClient();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (body: Change) =>
      unwrap(api.PATCH("/accounts/{account}", { params: { path: { account } }, body })),
    onSuccess: async (next) => {
      client.setQueryData(keys.account(account), next);
      notifications.show({ message: t("saved") });
      await client.invalidateQueries({ queryKey: keys.session });
      await client.invalidateQueries({ queryKey: keys.status(account) });
    },
  });
}
