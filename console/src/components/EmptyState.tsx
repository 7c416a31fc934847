import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
}

export function EmptyState({ icon, title, children }: Props) {
  return (
    <Stack align="center" gap={6} p="xl" c="var(--oj-dim)" ta="center">
      {icon}
      <Text fw={600} c="var(--oj-text)">
        {title}
      </Text>
      {children}
    </Stack>
  );
}
