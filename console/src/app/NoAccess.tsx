import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";

export function NoAccess() {
  const { t } = useTranslation();
  return <EmptyState icon={<IconLock size={28} stroke={1.5} aria-hidden />} title={t("error.noAccount")} />;
}
