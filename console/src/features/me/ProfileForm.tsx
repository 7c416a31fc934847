import { Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldErrors } from "@/api/problem";
import type { Language } from "@/api/types";
import { describeError } from "@/components/describeError";
import { Section } from "@/components/Section";
import { useSession } from "@/features/session/session";
import { setLanguage } from "@/i18n";

// Each language is named in itself, so that its readers find it.
const languages: { value: Language; label: string }[] = [
  { value: "ja", label: "\u65e5\u672c\u8a9e" },
  { value: "en", label: "English" },
];

export function ProfileForm() {
  const { t } = useTranslation("me");
  const { t: common } = useTranslation();
  const { member } = useSession();
  const client = useQueryClient();
  const form = useForm<{ name: string; language: Language }>({
    initialValues: { name: member.name, language: member.language },
    validate: { name: (name) => (name.trim() ? null : t("profile.nameEmpty")) },
  });
  const save = useMutation({
    mutationFn: ({ name, language }: typeof form.values) =>
      unwrap(api.PATCH("/me", { body: { name: name.trim(), language } })),
    onSuccess: async (session) => {
      client.setQueryData(keys.session, session);
      await setLanguage(session.member.language);
      form.resetDirty();
      notifications.show({ message: common("saved") });
      // Texts of the server come in the other language now.
      await client.invalidateQueries();
    },
  });
  const server = fieldErrors(save.error, (path) => path === "name");
  return (
    <Section title={t("profile.title")}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack gap="sm" maw="26rem">
          <TextInput
            label={t("profile.name")}
            description={t("profile.nameHelp")}
            data-testid="me-name"
            {...form.getInputProps("name")}
            error={form.errors.name ?? server.name ?? (save.error ? describeError(save.error) : undefined)}
          />
          <TextInput label={t("profile.login")} value={member.login} readOnly variant="filled" />
          <div>
            <Text size="sm" fw={500} mb={4} id="language">
              {t("profile.language")}
            </Text>
            <SegmentedControl
              aria-labelledby="language"
              data={languages}
              data-testid="me-language"
              {...form.getInputProps("language")}
            />
          </div>
        </Stack>
        <Group mt="md">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()} data-testid="me-save">
            {common("save")}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
