// What of an OpenAPI 3.1 document the page shows.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  format?: string;
  default?: unknown;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: string[];
}

interface Content {
  [mediaType: string]: { schema?: Schema };
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { description?: string; content?: Content }>;
}

export interface OpenApi {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

const methods = ["get", "post", "put", "patch", "delete"];

/** The operations by tag, in the order of the document. */
export function byTag(document: OpenApi): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = operations[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? "";
      groups.set(tag, [...(groups.get(tag) ?? []), { method, path, operation }]);
    }
  }
  return groups;
}

export const refName = (schema: Schema): string | undefined => schema.$ref?.split("/").at(-1);

export const schemaOf = (content: Content | undefined): Schema | undefined =>
  content ? Object.values(content)[0]?.schema : undefined;

/** The answer of an operation that went well. */
export function success(operation: Operation): { status: string; schema?: Schema } | undefined {
  const found = Object.entries(operation.responses).find(([status]) => status.startsWith("2"));
  return found ? { status: found[0], schema: schemaOf(found[1].content) } : undefined;
}
