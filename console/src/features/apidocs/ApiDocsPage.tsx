import { Anchor, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { apiBase } from "@/api/client";
import { ApiError } from "@/api/problem";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import classes from "./ApiDocs.module.css";
import { byTag, type OpenApi } from "./document";
import { OperationView } from "./OperationView";

const address = `${apiBase}/openapi.json`;

const documentQuery = {
  queryKey: ["openapi"],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<OpenApi> => {
    const response = await fetch(address, { signal });
    if (!response.ok) throw new ApiError({ status: response.status });
    return (await response.json()) as OpenApi;
  },
  staleTime: Number.POSITIVE_INFINITY,
};

/** The API's operations, from the document that this very server gives. */
export function ApiDocsPage() {
  const { t } = useTranslation("apidocs");
  const { t: common } = useTranslation();
  const query = useQuery(documentQuery);
  const groups = query.data ? [...byTag(query.data)] : [];
  return (
    <main className={classes.page}>
      <Page title={t("title")} lead={t("lead")}>
        <Anchor href={address}>{t("document")}</Anchor>
        {query.isPending && (
          <div role="status" aria-label={common("loading")}>
            <Skeleton height={400} radius="md" mt="md" />
          </div>
        )}
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data?.info.description && (
          <Text mt="md" maw="46rem" lang="en">
            {query.data.info.description.replaceAll("`", "")}
          </Text>
        )}
        {groups.map(([tag, entries]) => (
          <section key={tag} lang="en">
            <Title order={2} mt="lg" mb="xs">
              {tag}
            </Title>
            {entries.map((entry) => (
              <OperationView
                key={entry.operation.operationId}
                entry={entry}
                schemas={query.data?.components.schemas ?? {}}
              />
            ))}
          </section>
        ))}
      </Page>
    </main>
  );
}
