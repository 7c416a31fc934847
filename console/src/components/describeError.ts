import i18next from "i18next";
import { ApiError } from "@/api/problem";

/** An error in the reader's words; the server's own where it gave some. */
export function describeError(error: unknown): string {
  const { t } = i18next;
  if (error instanceof ApiError) {
    if (error.unreachable) return t("error.unreachable");
    if (error.message) return error.message;
    if (error.status === 403) return t("error.forbidden");
    if (error.status === 404) return t("error.notFound");
    return t("error.status", { status: error.status });
  }
  return t("error.unexpected");
}
