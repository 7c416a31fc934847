import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, apiBase, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import { ApiError } from "@/api/problem";
import type { ImportOutcome, ImportStep } from "@/api/types";
import { currentLanguage } from "@/i18n/language";

export const formats = ["yaml", "json", "csv"] as const;
export type Format = (typeof formats)[number];

export const parts = ["rules", "settings", "greeting", "hours"] as const;
export type Part = (typeof parts)[number];

/** What to do with a file. */
export interface Choices {
  rules: "replace" | "merge";
  parts: Part[];
}

/** A file as it was when it was chosen. */
export interface ChosenFile {
  /** Tells files apart that were chosen one after the other. */
  id: number;
  name: string;
  format: Format;
  content: Blob;
}

export const exportUrl = (account: string, format: Format): string =>
  `${apiBase}/accounts/${account}/answers/export?format=${format}`;

let chosen = 0;

export async function chooseFile(file: File): Promise<ChosenFile> {
  const content = new Blob([await file.arrayBuffer()]);
  const start = await content.slice(0, 64).text();
  return { id: ++chosen, name: file.name, format: formatOf(file.name, start), content };
}

/** By the name, else by how it begins; a spreadsheet's text file is a sheet. */
export function formatOf(name: string, start: string): Format {
  const ending = name.toLowerCase().split(".").at(-1);
  if (ending === "yaml" || ending === "yml") return "yaml";
  if (ending === "json" || ending === "csv") return ending;
  if (/^\uFEFF?\s*[{[]/.test(start)) return "json";
  return ending === "txt" || ending === "tsv" ? "csv" : "yaml";
}

interface Request extends Choices {
  format: Format;
  content: Blob;
  state?: string;
}

function send(
  account: string,
  { format, content, rules, parts, state }: Request,
  dryRun: boolean,
  signal?: AbortSignal,
) {
  return unwrap(
    api.POST("/accounts/{account}/answers/import", {
      params: {
        path: { account },
        query: { format, rules, dryRun, state, ...(format !== "csv" && { parts }) },
      },
      querySerializer: { array: { style: "form", explode: false } },
      headers: { "Content-Type": "application/octet-stream" },
      body: content as unknown as string, // the document knows no binary type
      bodySerializer: (body) => body,
      signal,
    }),
  );
}

export const previewQuery = (account: string, file: ChosenFile, choices: Choices) =>
  queryOptions({
    // Below the account, so that it is asked for again when somebody changes it.
    queryKey: [...keys.all(account), "import", file.id, choices.rules, [...choices.parts].sort().join()],
    queryFn: ({ signal }) => send(account, { ...file, ...choices }, true, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

/** How an import is taken back. */
export interface WayBack {
  before: Blob;
  state: string;
}

/** Does what the preview said, with all that was there kept for the way back. */
export async function importFile(
  account: string,
  file: ChosenFile,
  choices: Choices,
  preview: ImportOutcome,
): Promise<WayBack & { outcome: ImportOutcome }> {
  const before = await exported(account);
  const outcome = await send(account, { ...file, ...choices, state: preview.state }, false);
  return { before, outcome, state: outcome.state };
}

export const takeBack = (account: string, { before, state }: WayBack) =>
  send(account, { format: "json", content: before, rules: "replace", parts: [...parts], state }, false);

async function exported(account: string): Promise<Blob> {
  const headers = { "Accept-Language": currentLanguage() };
  const response = await fetch(exportUrl(account, "json"), { headers }).catch(() => {
    throw new ApiError({ status: 0 });
  });
  if (!response.ok)
    throw new ApiError({ ...(await response.json().catch(() => ({}))), status: response.status });
  return response.blob();
}

export const kinds = ["add", "change", "move", "remove"] as const;
export type Kind = (typeof kinds)[number];

/** The steps by what they do, groups without any left out. */
export function grouped(steps: ImportStep[]): { kind: Kind; steps: ImportStep[] }[] {
  return kinds
    .map((kind) => ({ kind, steps: steps.filter((step) => step.what.endsWith(`.${kind}`)) }))
    .filter((group) => group.steps.length > 0);
}
