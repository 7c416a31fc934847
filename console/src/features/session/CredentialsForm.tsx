import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import { describeError } from "@/components/describeError";
import { FormError } from "./FormError";
import { minPassword } from "./limits";

export interface Credentials {
  name: string;
  login: string;
  password: string;
}

interface Props {
  withLogin: boolean;
  submitLabel: string;
  pending: boolean;
  error: unknown;
  onSubmit: (values: Credentials) => void;
}

/** Name, log-in name and password of a new member. */
export function CredentialsForm({ withLogin, submitLabel, pending, error, onSubmit }: Props) {
  const { t } = useTranslation("session");
  const form = useForm<Credentials>({
    initialValues: { name: "", login: "", password: "" },
    validate: {
      name: (value) => (value.trim() ? null : t("setup.nameEmpty")),
      login: (value) => (!withLogin || value.trim() ? null : t("setup.loginEmpty")),
      password: (value) =>
        [...value].length >= minPassword ? null : t("setup.passwordShort", { min: minPassword }),
    },
  });
  const server = fieldErrors(error, (path) => path in form.values);
  const whole = server[""] ?? (error && Object.keys(server).length === 0 ? describeError(error) : undefined);
  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack gap="sm">
        <TextInput
          label={t("setup.name")}
          description={t("setup.nameHelp")}
          autoComplete="name"
          data-testid="setup-name"
          {...form.getInputProps("name")}
          error={form.errors.name ?? server.name}
        />
        {withLogin && (
          <TextInput
            label={t("login.name")}
            description={t("setup.loginHelp")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            data-testid="setup-login"
            {...form.getInputProps("login")}
            error={form.errors.login ?? server.login}
          />
        )}
        <PasswordInput
          label={t("login.password")}
          description={t("setup.passwordHelp", { min: minPassword })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
          data-testid="setup-password"
          {...form.getInputProps("password")}
          error={form.errors.password ?? server.password}
        />
        <FormError text={whole} />
        <Button type="submit" loading={pending} fullWidth mt={4} data-testid="setup-submit">
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
