import { Button, Radio, SegmentedControl, Stack, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import { setSendKey, useSendKey } from "./sendKey";

export function MePage() {
  const { t } = useTranslation("me");
  const client = useQueryClient();
  const navigate = useNavigate();
  const sendKey = useSendKey();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const logout = useMutation({
    mutationFn: () => unwrap(api.DELETE("/session")),
    onSuccess: async () => {
      await navigate({ to: "/login" });
      client.clear();
    },
  });
  const leave = (
    <Button variant="default" loading={logout.isPending} onClick={() => logout.mutate()} data-testid="logout">
      {t("logout")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={leave}>
      <ProfileForm />
      <Section title={t("device.title")} lead={t("device.lead")}>
        <Stack gap="md">
          <Radio.Group
            label={t("sendKey.label")}
            value={sendKey}
            onChange={(value) => setSendKey(value === "mod+enter" ? "mod+enter" : "enter")}
          >
            <Stack gap={6} mt={6}>
              <Radio value="enter" label={t("sendKey.enter")} data-testid="me-send-enter" />
              <Radio value="mod+enter" label={t("sendKey.mod")} data-testid="me-send-mod" />
            </Stack>
          </Radio.Group>
          <div>
            <SegmentedControl
              aria-label={t("scheme.label")}
              value={colorScheme}
              onChange={(value) => setColorScheme(value === "light" || value === "dark" ? value : "auto")}
              data={[
                { value: "auto", label: t("scheme.auto") },
                { value: "light", label: t("scheme.light") },
                { value: "dark", label: t("scheme.dark") },
              ]}
            />
          </div>
        </Stack>
      </Section>
      <PasswordForm />
    </Page>
  );
}
