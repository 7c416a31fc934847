import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldErrors } from "@/api/problem";
import { AdminOnly } from "@/components/AdminOnly";
import { describeError } from "@/components/describeError";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { FormError } from "@/features/session/FormError";
import { ChannelFields } from "./ChannelFields";

const fields = ["key", "name", "channel.id", "channel.secret"];

export function NewAccountPage() {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const navigate = useNavigate();
  const required = (value: string) => (value.trim() ? null : t("form.required"));
  const form = useForm({
    initialValues: { key: "", name: "", channel: { id: "", secret: "" } },
    validate: { key: required, name: required, channel: { id: required, secret: required } },
  });
  const create = useMutation({
    mutationFn: ({ key, name, channel }: typeof form.values) =>
      unwrap(
        api.POST("/accounts", {
          body: {
            key: key.trim(),
            name: name.trim(),
            channel: { id: channel.id.trim(), secret: channel.secret.trim() },
          },
        }),
      ),
    onSuccess: async (account) => {
      await client.refetchQueries({ queryKey: keys.session });
      await navigate({ to: "/a/$account/account", params: { account: account.id } });
    },
  });
  const server = fieldErrors(create.error, (path) => fields.includes(path));
  const whole =
    server[""] ??
    (create.error && Object.keys(server).length === 0 ? describeError(create.error) : undefined);
  return (
    <AdminOnly>
      <Page title={t("new.title")} lead={t("new.lead")}>
        <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
          <Section title={t("new.account")}>
            <Stack gap="sm" maw="26rem">
              <TextInput
                label={t("form.name")}
                data-testid="account-name"
                {...form.getInputProps("name")}
                error={form.errors.name ?? server.name}
              />
              <TextInput
                label={t("form.key")}
                description={t("form.keyHelp")}
                autoCapitalize="none"
                spellCheck={false}
                data-testid="account-key"
                {...form.getInputProps("key")}
                error={form.errors.key ?? server.key}
              />
            </Stack>
          </Section>
          <Section title={t("channel.title")} lead={t("new.channelLead")}>
            <Stack gap="sm" maw="26rem">
              <ChannelFields
                id={form.getInputProps("channel.id")}
                secret={form.getInputProps("channel.secret")}
                errors={server}
              />
            </Stack>
          </Section>
          <FormError text={whole} />
          <Group mt="sm">
            <Button type="submit" loading={create.isPending} data-testid="account-create">
              {t("new.submit")}
            </Button>
          </Group>
        </form>
      </Page>
    </AdminOnly>
  );
}
