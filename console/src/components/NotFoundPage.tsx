import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./EmptyState";
import { useDocumentTitle } from "./useDocumentTitle";

export function NotFoundPage() {
  const { t } = useTranslation();
  useDocumentTitle(t("error.noPage"));
  return (
    <EmptyState icon={<IconMapOff size={28} stroke={1.5} aria-hidden />} title={t("error.noPage")}>
      <Button variant="default" size="xs" renderRoot={(props) => <Link to="/" {...props} />}>
        {t("toDesk")}
      </Button>
    </EmptyState>
  );
}
