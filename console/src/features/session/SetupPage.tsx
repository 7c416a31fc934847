import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { AuthFrame } from "./AuthFrame";
import { CredentialsForm } from "./CredentialsForm";
import { FormError } from "./FormError";
import { useEnter } from "./useEnter";
import { useHashToken } from "./useHashToken";

/** Creates the owner at the first start. */
export function SetupPage() {
  const { t } = useTranslation("session");
  const token = useHashToken();
  const create = useEnter((body: { token: string; name: string; login: string; password: string }) =>
    unwrap(api.POST("/setup", { body })),
  );
  if (!token) {
    return (
      <AuthFrame title={t("setup.title")}>
        <FormError text={t("setup.openLink")} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("setup.title")} lead={t("setup.lead")}>
      <CredentialsForm
        withLogin
        submitLabel={t("setup.submit")}
        pending={create.isPending}
        error={create.error}
        onSubmit={(values) => create.mutate({ token, ...values })}
      />
    </AuthFrame>
  );
}
