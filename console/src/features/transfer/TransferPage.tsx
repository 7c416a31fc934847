import { useTranslation } from "react-i18next";
import { useAccountId, useOwns } from "@/app/account";
import { OwnerOnly } from "@/components/OwnerOnly";
import { Page } from "@/components/Page";
import { RulesTabs } from "@/features/rules/RulesTabs";
import { ExportSection } from "./ExportSection";
import { ImportSection } from "./ImportSection";

export function TransferPage() {
  const { t } = useTranslation("transfer");
  const account = useAccountId();
  const owns = useOwns(account);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <RulesTabs />
      <OwnerOnly owns={owns}>
        {owns && (
          <>
            <ExportSection account={account} />
            <ImportSection key={account} account={account} />
          </>
        )}
      </OwnerOnly>
    </Page>
  );
}
