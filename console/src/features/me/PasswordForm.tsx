import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { fieldErrors } from "@/api/problem";
import { describeError } from "@/components/describeError";
import { Section } from "@/components/Section";
import { FormError } from "@/features/session/FormError";
import { minPassword } from "@/features/session/limits";

export function PasswordForm() {
  const { t } = useTranslation("me");
  const form = useForm({
    initialValues: { old: "", new: "" },
    validate: {
      old: (value) => (value ? null : t("password.oldEmpty")),
      new: (value) => ([...value].length >= minPassword ? null : t("password.short", { min: minPassword })),
    },
  });
  const change = useMutation({
    mutationFn: (body: { old: string; new: string }) => unwrap(api.PUT("/me/password", { body })),
    onSuccess: () => {
      form.reset();
      notifications.show({ message: t("password.done") });
    },
  });
  const server = fieldErrors(change.error, (path) => path === "old" || path === "new");
  const whole =
    server[""] ??
    (change.error && Object.keys(server).length === 0 ? describeError(change.error) : undefined);
  const toggle = { "aria-label": t("password.show") };
  return (
    <Section title={t("password.title")} lead={t("password.lead")}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <Stack gap="sm" maw="26rem">
          <PasswordInput
            label={t("password.old")}
            autoComplete="current-password"
            visibilityToggleButtonProps={toggle}
            data-testid="me-password-old"
            {...form.getInputProps("old")}
            error={form.errors.old ?? server.old}
          />
          <PasswordInput
            label={t("password.new")}
            description={t("password.newHelp", { min: minPassword })}
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            data-testid="me-password-new"
            {...form.getInputProps("new")}
            error={form.errors.new ?? server.new}
          />
          <FormError text={whole} />
        </Stack>
        <Group mt="md">
          <Button type="submit" variant="default" loading={change.isPending} data-testid="me-password-save">
            {t("password.submit")}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
