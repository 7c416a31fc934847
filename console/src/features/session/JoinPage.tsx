import { useTranslation } from "react-i18next";
import { api, unwrap } from "@/api/client";
import { AuthFrame } from "./AuthFrame";
import { CredentialsForm } from "./CredentialsForm";
import { FormError } from "./FormError";
import { useEnter } from "./useEnter";
import { useHashToken } from "./useHashToken";

/** Where an invited member chooses a password. */
export function JoinPage() {
  const { t } = useTranslation("session");
  const token = useHashToken();
  const join = useEnter((body: { token: string; name: string; password: string }) =>
    unwrap(api.POST("/join", { body })),
  );
  if (!token) {
    return (
      <AuthFrame title={t("join.title")}>
        <FormError text={t("link.missing")} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("join.title")} lead={t("join.lead")}>
      <CredentialsForm
        withLogin={false}
        submitLabel={t("join.submit")}
        pending={join.isPending}
        error={join.error}
        onSubmit={({ name, password }) => join.mutate({ token, name, password })}
      />
    </AuthFrame>
  );
}
