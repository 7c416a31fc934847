import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./OwnerOnly.module.css";

/** Fields that only an owner may change; others see them with the reason. */
export function OwnerOnly({ owns, children }: { owns: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <fieldset disabled={!owns} className={classes.plain}>
      {!owns && (
        <Alert
          color="blue"
          variant="light"
          icon={<IconLock size={18} />}
          mb="md"
          p="xs"
          data-testid="owner-only"
        >
          {t("ownerOnly")}
        </Alert>
      )}
      {children}
    </fieldset>
  );
}
