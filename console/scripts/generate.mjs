// Writes src/api/schema.gen.ts from the API's OpenAPI document.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = process.argv[2] ?? new URL("../../docs/openapi.yaml", import.meta.url);
const target = new URL("../src/api/schema.gen.ts", import.meta.url);

// The document calls every array nullable, since Go has nil slices; the API
// always writes a list.
const listsAreLists = (schema) => {
  if (Array.isArray(schema.type) && schema.type.includes("array")) schema.type = "array";
  return undefined;
};

const ast = await openapiTS(await readFile(source, "utf8"), { transform: listsAreLists });
await writeFile(
  target,
  `// Written by "npm run generate" from docs/openapi.yaml; do not edit.\n${astToString(ast)}`,
);
