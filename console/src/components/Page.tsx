import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Page.module.css";
import { useDocumentTitle } from "./useDocumentTitle";

interface Props {
  title: string;
  lead?: string;
  actions?: ReactNode;
  children: ReactNode;
  /** For pages with two columns. */
  wide?: boolean;
  /** Stays in sight below the content, for a form's buttons. */
  footer?: ReactNode;
}

/** The frame of every page but the desk. */
export function Page({ title, lead, actions, children, wide, footer }: Props) {
  useDocumentTitle(title);
  return (
    <div className={classes.page}>
      <div className={classes.scroll}>
        <div className={classes.body} data-wide={wide || undefined}>
          <Group justify="space-between" align="center" mb="xs" gap="sm">
            <Title order={1}>{title}</Title>
            {actions}
          </Group>
          {lead && (
            <Text c="var(--oj-dim)" mb="md" maw="46rem">
              {lead}
            </Text>
          )}
          {children}
        </div>
      </div>
      {footer && (
        <div className={classes.footer}>
          <div className={classes.body} data-wide={wide || undefined}>
            {footer}
          </div>
        </div>
      )}
    </div>
  );
}
