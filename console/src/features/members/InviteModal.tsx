import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import { useShownAccount } from "@/app/account";
import { CopyField } from "@/components/CopyField";
import { describeError } from "@/components/describeError";
import { FormError } from "@/features/session/FormError";
import { AccessFields } from "./AccessFields";
import { type Access, useInvite } from "./members";

/** Adds a member and shows the link to hand over, once. */
export function InviteModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("members");
  return (
    <Modal opened={opened} onClose={onClose} title={t("invite.title")} centered closeOnClickOutside={false}>
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("members");
  const { t: common } = useTranslation();
  const account = useShownAccount();
  const invite = useInvite();
  const access: Access = { admin: false, grants: account ? [{ account: account.id, role: "member" }] : [] };
  const form = useForm({
    initialValues: { name: "", login: "", access },
    validate: {
      name: (value) => (value.trim() ? null : t("invite.nameEmpty")),
      login: (value) => (value.trim() ? null : t("invite.loginEmpty")),
      access: ({ admin, grants }) => (admin || grants.length > 0 ? null : t("invite.accessEmpty")),
    },
  });
  if (invite.data) {
    return (
      <Stack>
        <Text>{t("invite.done", { name: invite.data.member.name })}</Text>
        <CopyField label={t("invite.link")} value={invite.data.link} testId="member-link" />
        <Group justify="flex-end">
          <Button onClick={onClose}>{common("close")}</Button>
        </Group>
      </Stack>
    );
  }
  const server = fieldErrors(invite.error, (path) => path === "name" || path === "login");
  const whole =
    server[""] ??
    (invite.error && Object.keys(server).length === 0 ? describeError(invite.error) : undefined);
  return (
    <form
      onSubmit={form.onSubmit(({ name, login, access: { admin, grants } }) =>
        invite.mutate({ name: name.trim(), login: login.trim(), admin, grants: admin ? [] : grants }),
      )}
      noValidate
    >
      <Stack gap="sm">
        <TextInput
          label={t("name")}
          data-testid="member-name"
          {...form.getInputProps("name")}
          error={form.errors.name ?? server.name}
        />
        <TextInput
          label={t("login")}
          description={t("loginHelp")}
          autoCapitalize="none"
          spellCheck={false}
          data-testid="member-login"
          {...form.getInputProps("login")}
          error={form.errors.login ?? server.login}
        />
        <AccessFields
          value={form.values.access}
          onChange={(next) => {
            form.setFieldValue("access", next);
            form.clearFieldError("access");
          }}
        />
        <FormError text={typeof form.errors.access === "string" ? form.errors.access : whole} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={invite.isPending} data-testid="member-invite-submit">
            {t("invite.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
