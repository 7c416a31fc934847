import { Badge, Code, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ApiDocs.module.css";
import { type Entry, type Schema, schemaOf, success } from "./document";
import { SchemaView, TypeName } from "./SchemaView";

interface Props {
  entry: Entry;
  schemas: Record<string, Schema>;
}

const places = ["path", "query", "header"] as const;

export function OperationView({ entry: { method, path, operation }, schemas }: Props) {
  const { t } = useTranslation("apidocs");
  const body = schemaOf(operation.requestBody?.content);
  const answer = success(operation);
  const parameters = operation.parameters ?? [];
  return (
    <details className={classes.operation} id={operation.operationId} data-testid="api-operation">
      <summary>
        <span className={classes.method} data-method={method}>
          {method.toUpperCase()}
        </span>
        <code>{path}</code>
        <span className={classes.summary}>{operation.summary}</span>
        {operation.security?.length === 0 && (
          <Badge variant="default" size="sm" tt="none">
            {t("open")}
          </Badge>
        )}
      </summary>
      <div className={classes.detail}>
        {operation.description && <Text size="sm">{operation.description}</Text>}
        {parameters.length > 0 && (
          <>
            <h3>{t("parameters")}</h3>
            <ul className={classes.fields}>
              {parameters.map((parameter) => {
                const place = places.find((p) => p === parameter.in);
                return (
                  <li key={parameter.in + parameter.name}>
                    <Code>{parameter.name}</Code>{" "}
                    {place && <span className={classes.type}>{t(`in.${place}`)}</span>}{" "}
                    {parameter.schema && <TypeName schema={parameter.schema} />}
                    {parameter.required && <span className={classes.required}>{t("required")}</span>}
                    {parameter.description && (
                      <span className={classes.description}>{parameter.description}</span>
                    )}
                  </li>
                );
              })}
            </ul>
          </>
        )}
        {body && (
          <>
            <h3>{t("body")}</h3>
            <SchemaView schema={body} schemas={schemas} />
          </>
        )}
        {answer && (
          <>
            <h3>
              {t("answer")} <span className={classes.type}>{answer.status}</span>
            </h3>
            {answer.schema ? (
              <>
                <TypeName schema={answer.schema} />
                <SchemaView schema={answer.schema} schemas={schemas} />
              </>
            ) : (
              <Text size="sm">{t("none")}</Text>
            )}
          </>
        )}
      </div>
    </details>
  );
}
