import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/features/session/session";
import { EmptyState } from "./EmptyState";

/** Pages whose requests only an administrator may make. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  if (useSession().member.admin) return children;
  return <EmptyState icon={<IconLock size={28} stroke={1.5} aria-hidden />} title={t("error.adminOnly")} />;
}
