import type { Params, Problem } from "./types";

/** What a request that did not succeed throws: the server's problem, or none when nothing came back. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Params;
  readonly fields: { path: string; code: string; message: string }[];

  constructor(problem: Partial<Problem> & { status: number }) {
    super(problem.detail || problem.title || "");
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code ?? "";
    this.params = problem.params ?? {};
    this.fields = (problem.errors ?? []).map((e) => ({
      path: fieldPath(e.location),
      code: e.code,
      message: e.message,
    }));
  }

  /** True when no answer came: the outcome of the request is not known. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** "body.bubbles[0].text" as the forms name it: "bubbles.0.text". */
export function fieldPath(location: string): string {
  return location.replace(/^body\.?/, "").replace(/\[(\d+)\]/g, ".$1");
}

/** The server's messages by form field; those of other places are joined under "". */
export function fieldErrors(error: unknown, known: (path: string) => boolean): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const out: Record<string, string> = {};
  for (const field of error.fields) {
    const path = known(field.path) ? field.path : "";
    out[path] = out[path] ? `${out[path]} ${field.message}` : field.message;
  }
  if (error.fields.length === 0 && error.message) out[""] = error.message;
  return out;
}

export const isUnauthorized = (error: unknown) => error instanceof ApiError && error.status === 401;
export const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404;
