import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "@/api/types";
import type ja from "./ja";
import { initialLanguage, keepLanguage } from "./language";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof ja;
  }
}

// Each language is one chunk; only the one in use is loaded.
const catalogues: Record<Language, () => Promise<{ default: object }>> = {
  ja: () => import("./ja"),
  en: () => import("./en"),
};

async function load(language: Language): Promise<void> {
  const { default: namespaces } = await catalogues[language]();
  for (const [namespace, texts] of Object.entries(namespaces)) {
    i18next.addResourceBundle(language, namespace, texts, true, true);
  }
}

export async function startI18n(): Promise<void> {
  const language = initialLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: "common",
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  await setLanguage(language);
}

export async function setLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  keepLanguage(language);
}
