import { PasswordInput, TextInput } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";

interface Props {
  id: GetInputPropsReturnType;
  secret: GetInputPropsReturnType;
  errors: Record<string, string>;
}

export function ChannelFields({ id, secret, errors }: Props) {
  const { t } = useTranslation("account");
  return (
    <>
      <TextInput
        label={t("form.channelId")}
        inputMode="numeric"
        autoComplete="off"
        data-testid="account-channel-id"
        {...id}
        error={id.error ?? errors["channel.id"]}
      />
      <PasswordInput
        label={t("form.channelSecret")}
        description={t("form.channelSecretHelp")}
        autoComplete="off"
        data-testid="account-channel-secret"
        visibilityToggleButtonProps={{ "aria-label": t("form.showSecret") }}
        {...secret}
        error={secret.error ?? errors["channel.secret"]}
      />
    </>
  );
}
