import createClient from "openapi-fetch";
import { currentLanguage } from "@/i18n/language";
import { ApiError } from "./problem";
import { noteServerDate } from "./serverClock";
import type { Problem, paths } from "./types";

export const apiBase = "/api/v1";

export const api = createClient<paths>({ baseUrl: apiBase });

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    return request;
  },
  onResponse({ response }) {
    noteServerDate(response.headers.get("Date"));
    return undefined;
  },
  onError() {
    return new ApiError({ status: 0 });
  },
});

interface Outcome<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of a request, or an ApiError thrown. */
export async function unwrap<Data>(request: Promise<Outcome<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await request;
  if (!response.ok) throw new ApiError({ ...problemOf(error), status: response.status });
  // 204 has no content; its callers ask for nothing.
  return data as NonNullable<Data>;
}

function problemOf(error: unknown): Partial<Problem> {
  return typeof error === "object" && error !== null ? (error as Partial<Problem>) : {};
}
