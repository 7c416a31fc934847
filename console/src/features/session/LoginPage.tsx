import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { describeError } from "@/components/describeError";
import { AuthFrame } from "./AuthFrame";
import { FormError } from "./FormError";
import { useEnter } from "./useEnter";

const setupQuery = { queryKey: keys.setup, queryFn: () => unwrap(api.GET("/setup")) };

export function LoginPage() {
  const { t } = useTranslation("session");
  const { next } = useSearch({ from: "/login" });
  const setup = useQuery(setupQuery);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const start = useEnter(
    (body: { login: string; password: string }) => unwrap(api.POST("/session", { body })),
    next,
  );

  if (setup.data?.needed) return <AuthFrame title={t("setup.title")} lead={t("setup.openLink")} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ login, password });
  };
  return (
    <AuthFrame title={t("login.title")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t("login.name")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            data-testid="login-name"
          />
          <PasswordInput
            label={t("login.password")}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
            data-testid="login-password"
          />
          <FormError text={start.error ? describeError(start.error) : undefined} />
          <Button type="submit" loading={start.isPending} fullWidth mt={4} data-testid="login-submit">
            {t("login.submit")}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
