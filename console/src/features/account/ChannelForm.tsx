import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import type { Account } from "@/api/types";
import { describeError } from "@/components/describeError";
import { Section } from "@/components/Section";
import { FormError } from "@/features/session/FormError";
import { ChannelFields } from "./ChannelFields";
import { useSaveAccount } from "./useSaveAccount";

/** LINE's credentials; the secret is never shown, only replaced. */
export function ChannelForm({ account }: { account: Account }) {
  const { t } = useTranslation("account");
  const { t: common } = useTranslation();
  const save = useSaveAccount(account.id);
  const form = useForm({
    initialValues: { channel: { id: account.channelId, secret: "" } },
    validate: { channel: { secret: (secret) => (secret.trim() ? null : t("form.secretEmpty")) } },
  });
  const server = fieldErrors(save.error, (path) => path.startsWith("channel."));
  const whole =
    server[""] ?? (save.error && Object.keys(server).length === 0 ? describeError(save.error) : undefined);
  const submit = form.onSubmit(({ channel }) =>
    save.mutate(
      { channel: { id: channel.id.trim(), secret: channel.secret.trim() } },
      { onSuccess: () => form.setFieldValue("channel.secret", "") },
    ),
  );
  return (
    <Section title={t("channel.title")} lead={t("channel.lead")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" maw="26rem">
          <ChannelFields
            id={form.getInputProps("channel.id")}
            secret={form.getInputProps("channel.secret")}
            errors={server}
          />
          <FormError text={whole} />
        </Stack>
        <Group mt="sm">
          <Button
            type="submit"
            variant="default"
            loading={save.isPending}
            disabled={!form.isDirty()}
            data-testid="account-channel-save"
          >
            {common("save")}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
