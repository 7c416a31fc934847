import { Button, Loader, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { describeError } from "@/components/describeError";
import { AuthFrame } from "./AuthFrame";
import { FormError } from "./FormError";
import { useEnter } from "./useEnter";
import { useHashToken } from "./useHashToken";

/** Logs in with a one-time link. */
export function LinkPage() {
  const { t } = useTranslation("session");
  const token = useHashToken();
  const { mutate, error } = useEnter((body: { token: string }) =>
    unwrap(api.POST("/session/link", { body })),
  );
  // The link works once; React runs effects twice while developing.
  const used = useRef(false);
  useEffect(() => {
    if (!token || used.current) return;
    used.current = true;
    mutate({ token });
  }, [token, mutate]);

  const problem = token ? error && describeError(error) : t("link.missing");
  return (
    <AuthFrame title={t("login.title")}>
      {problem ? (
        <Stack gap="sm">
          <FormError text={problem} />
          <Button variant="default" renderRoot={(props) => <Link to="/login" {...props} />}>
            {t("link.toLogin")}
          </Button>
        </Stack>
      ) : (
        <Stack align="center" gap="xs" role="status">
          <Loader size="sm" />
          <Text c="var(--oj-dim)">{t("link.working")}</Text>
        </Stack>
      )}
    </AuthFrame>
  );
}
