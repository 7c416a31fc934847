import { Alert, Button, Group, Skeleton, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ImportOutcome } from "@/api/types";
import { describeError } from "@/components/describeError";
import { FaultTable } from "./FaultTable";
import { StepGroups } from "./StepGroups";
import classes from "./Transfer.module.css";
import { type Choices, type ChosenFile, grouped, previewQuery } from "./transfer";

interface Props {
  account: string;
  file: ChosenFile;
  choices: Choices;
  importing: boolean;
  onImport: (preview: ImportOutcome) => void;
  onCancel: () => void;
}

/** What the file would change, or what is wrong with it. */
export function ImportPreview({ account, file, choices, importing, onImport, onCancel }: Props) {
  const { t } = useTranslation("transfer");
  const { t: common } = useTranslation();
  const query = useQuery(previewQuery(account, file, choices));
  const preview = query.data;
  if (query.isError) {
    return (
      <Alert color="red" variant="light" role="alert" data-testid="transfer-error">
        {describeError(query.error)}
      </Alert>
    );
  }
  if (!preview) return <Skeleton height={120} radius="md" role="status" aria-label={common("loading")} />;
  if (preview.faults.length > 0) return <FaultTable faults={preview.faults} />;
  if (preview.steps.length === 0) {
    return (
      <Alert
        color="green"
        variant="light"
        icon={<IconCheck size={18} />}
        role="status"
        data-testid="transfer-same"
      >
        {t("same")}
      </Alert>
    );
  }
  const removed = grouped(preview.steps).find(({ kind }) => kind === "remove");
  return (
    <div aria-busy={query.isFetching}>
      <Text fw={600} mb="xs" role="status">
        {t("preview", { count: preview.steps.length })}
      </Text>
      <StepGroups steps={preview.steps} />
      {removed && (
        <Text size="sm" c="var(--oj-danger)" mb="sm">
          {t("removes", { count: removed.steps.length })}
        </Text>
      )}
      <Group gap="sm" className={classes.actions}>
        <Button
          onClick={() => onImport(preview)}
          loading={importing}
          disabled={query.isFetching}
          data-testid="transfer-import"
        >
          {t("import.action")}
        </Button>
        <Button variant="default" onClick={onCancel} disabled={importing}>
          {common("cancel")}
        </Button>
      </Group>
    </div>
  );
}
