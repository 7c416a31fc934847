import { Button, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import classes from "./Transfer.module.css";
import { exportUrl } from "./transfer";

// The one for people who keep their rules in a spreadsheet comes first.
const offered = ["csv", "yaml", "json"] as const;

export function ExportSection({ account }: { account: string }) {
  const { t } = useTranslation("transfer");
  return (
    <Section title={t("export.title")} lead={t("export.lead")}>
      <ul className={classes.exports}>
        {offered.map((format) => (
          <li key={format} className={classes.export}>
            <div>
              <Text fw={600}>{t(`export.${format}`)}</Text>
              <Text size="sm" c="var(--oj-dim)" id={`export-${format}`}>
                {t(`export.${format}Help`)}
              </Text>
            </div>
            <Button
              component="a"
              href={exportUrl(account, format)}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              aria-label={t("export.button", { format: t(`export.${format}`) })}
              aria-describedby={`export-${format}`}
              data-testid={`transfer-export-${format}`}
            >
              {t("export.action")}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
