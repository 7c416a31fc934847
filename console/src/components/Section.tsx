import { Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./Section.module.css";

interface Props {
  title: string;
  lead?: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** A panel with a heading. */
export function Section({ title, lead, aside, children }: Props) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {lead && (
            <Text size="sm" c="var(--oj-dim)">
              {lead}
            </Text>
          )}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
