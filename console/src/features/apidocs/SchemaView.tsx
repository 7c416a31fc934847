import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ApiDocs.module.css";
import { refName, type Schema } from "./document";

interface Props {
  schema: Schema;
  schemas: Record<string, Schema>;
  /** The names on the way here: a schema that holds itself is not opened again. */
  within?: string[];
}

const deepest = 3;

/** The fields of an object, with what is inside them. */
export function SchemaView({ schema, schemas, within = [] }: Props) {
  const { t } = useTranslation("apidocs");
  const name = refName(schema);
  const target = name ? schemas[name] : schema;
  if (!target) return null;
  if (target.items) return <SchemaView schema={target.items} schemas={schemas} within={within} />;
  if (!target.properties) return null;
  const path = name ? [...within, name] : within;
  return (
    <ul className={classes.fields}>
      {Object.entries(target.properties).map(([field, inner]) => {
        const innerName = refName(inner) ?? (inner.items && refName(inner.items));
        const opens = !innerName || (!path.includes(innerName) && path.length < deepest);
        return (
          <li key={field}>
            <Code>{field}</Code> <TypeName schema={inner} />
            {target.required?.includes(field) && <span className={classes.required}>{t("required")}</span>}
            {inner.description && <span className={classes.description}>{inner.description}</span>}
            {opens && <SchemaView schema={inner} schemas={schemas} within={path} />}
          </li>
        );
      })}
    </ul>
  );
}

export function TypeName({ schema }: { schema: Schema }) {
  const { t } = useTranslation("apidocs");
  return <span className={classes.type}>{typeName(schema, (type) => t("listOf", { type }))}</span>;
}

function typeName(schema: Schema, listOf: (type: string) => string): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.items) return listOf(typeName(schema.items, listOf));
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : schema.type;
  return refName(schema) ?? schema.format ?? type ?? "JSON";
}
