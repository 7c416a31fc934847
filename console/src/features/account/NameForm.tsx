import { Button, Group, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import type { Account } from "@/api/types";
import { describeError } from "@/components/describeError";
import { Section } from "@/components/Section";
import { useSaveAccount } from "./useSaveAccount";

export function NameForm({ account }: { account: Account }) {
  const { t } = useTranslation("account");
  const { t: common } = useTranslation();
  const save = useSaveAccount(account.id);
  const form = useForm({
    initialValues: { name: account.name },
    validate: { name: (name) => (name.trim() ? null : t("form.nameEmpty")) },
  });
  const server = fieldErrors(save.error, (path) => path === "name");
  const error = form.errors.name ?? server.name ?? (save.error ? describeError(save.error) : undefined);
  return (
    <Section title={t("name.title")} lead={t("name.lead")}>
      <form onSubmit={form.onSubmit(({ name }) => save.mutate({ name: name.trim() }))} noValidate>
        <TextInput
          label={t("form.name")}
          maw="26rem"
          data-testid="account-name"
          {...form.getInputProps("name")}
          error={error}
        />
        <Group mt="sm">
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!form.isDirty()}
            data-testid="account-name-save"
          >
            {common("save")}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
