import { Alert, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import type { ImportOutcome } from "@/api/types";
import { describeError } from "@/components/describeError";
import { Section } from "@/components/Section";
import { DoneNote } from "./DoneNote";
import { FileDrop } from "./FileDrop";
import { ImportChoices } from "./ImportChoices";
import { ImportPreview } from "./ImportPreview";
import { type Choices, type ChosenFile, chooseFile, importFile, parts } from "./transfer";

export function ImportSection({ account }: { account: string }) {
  const { t } = useTranslation("transfer");
  const client = useQueryClient();
  const [file, setFile] = useState<ChosenFile>();
  const [choices, setChoices] = useState<Choices>({ rules: "merge", parts: [...parts] });
  const read = useMutation({ mutationFn: chooseFile, onSuccess: setFile });
  const run = useMutation({
    mutationFn: ({ chosen, preview }: { chosen: ChosenFile; preview: ImportOutcome }) =>
      importFile(account, chosen, choices, preview),
    onSuccess: () => setFile(undefined),
    // Also when it failed: somebody else may have changed the account.
    onSettled: () => client.invalidateQueries({ queryKey: keys.all(account) }),
  });
  const choose = (chosen: File) => {
    run.reset();
    read.mutate(chosen);
  };
  const error = run.error ?? read.error;
  return (
    <Section title={t("import.title")} lead={t("import.lead")}>
      {run.data && (
        <DoneNote
          key={run.data.state}
          account={account}
          count={run.data.outcome.steps.length}
          back={run.data}
        />
      )}
      <Stack gap="md">
        <FileDrop onFile={choose} chosen={file?.name} disabled={run.isPending} />
        {error && (
          <Alert color="red" variant="light" role="alert" data-testid="transfer-error">
            {describeError(error)}
          </Alert>
        )}
        {file && (
          <>
            <ImportChoices
              format={file.format}
              value={choices}
              onChange={setChoices}
              disabled={run.isPending}
            />
            <ImportPreview
              account={account}
              file={file}
              choices={choices}
              importing={run.isPending}
              onImport={(preview) => run.mutate({ chosen: file, preview })}
              onCancel={() => setFile(undefined)}
            />
          </>
        )}
      </Stack>
    </Section>
  );
}
