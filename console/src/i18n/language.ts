import type { Language } from "@/api/types";

const store = "ohenji.language";

/** The language of this browser, until the member's own is known. */
export function initialLanguage(): Language {
  const kept = localStorage.getItem(store);
  if (kept === "ja" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("ja") || !navigator.language ? "ja" : "en";
}

let current: Language = "ja";

export const currentLanguage = (): Language => current;

/** Called by the one place that changes i18next's language. */
export function keepLanguage(language: Language): void {
  current = language;
  localStorage.setItem(store, language);
  document.documentElement.lang = language;
}
