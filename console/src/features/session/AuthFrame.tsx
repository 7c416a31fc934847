import { Button, Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDocumentTitle } from "@/components/useDocumentTitle";
import { Wordmark } from "@/components/Wordmark";
import { setLanguage } from "@/i18n";
import classes from "./AuthFrame.module.css";

interface Props {
  title: string;
  lead?: string;
  children?: ReactNode;
}

/** The frame of the pages before the session. */
export function AuthFrame({ title, lead, children }: Props) {
  const { i18n, t } = useTranslation("session");
  useDocumentTitle(title);
  const other = i18n.language === "ja" ? "en" : "ja";
  return (
    <main className={classes.page}>
      <Wordmark />
      <Paper className={classes.card} radius="lg" withBorder>
        <Title order={1} mb={lead ? 4 : "md"}>
          {title}
        </Title>
        {lead && (
          <Text c="var(--oj-dim)" mb="md">
            {lead}
          </Text>
        )}
        {children}
      </Paper>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        lang={other}
        onClick={() => void setLanguage(other)}
      >
        {t("otherLanguage")}
      </Button>
    </main>
  );
}
