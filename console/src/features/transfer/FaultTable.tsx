import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileFault } from "@/api/types";
import classes from "./Transfer.module.css";

/** More than this at once nobody corrects before trying again. */
const most = 200;

/** All that is wrong with a file, by line. */
export function FaultTable({ faults }: { faults: FileFault[] }) {
  const { t } = useTranslation("transfer");
  return (
    <div data-testid="transfer-faults">
      <Alert
        color="red"
        variant="light"
        icon={<IconAlertTriangle size={18} />}
        title={t("faults.title", { count: faults.length })}
        mb="sm"
        role="alert"
      >
        {t("faults.lead")}
      </Alert>
      <table className={classes.faults}>
        <thead>
          <tr>
            <th scope="col">{t("faults.line")}</th>
            <th scope="col">{t("faults.field")}</th>
            <th scope="col">{t("faults.message")}</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, most).map((fault) => (
            <tr
              key={`${fault.line} ${fault.column} ${fault.field} ${fault.code}`}
              data-testid="transfer-fault"
            >
              <td>{t("faults.at", { line: fault.line })}</td>
              <td>
                <code>{fault.field}</code>
              </td>
              <td>{fault.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > most && (
        <Text size="sm" c="var(--oj-dim)" mt="xs">
          {t("more", { count: faults.length - most })}
        </Text>
      )}
    </div>
  );
}
