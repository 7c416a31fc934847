import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorState } from "./ErrorState";

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  // A new version replaced the files of this one: only a reload finds the new ones.
  const outdated = /dynamically imported module|Importing a module script/i.test(String(error));
  return <ErrorState error={error} onRetry={outdated ? () => window.location.reload() : reset} />;
}
