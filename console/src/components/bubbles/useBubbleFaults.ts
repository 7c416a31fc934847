import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { checkBubbles } from "./check/check";
import type { Fault } from "./check/checker";

type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
type Name = Fault["code"] extends `${"bubble" | "bubbles"}.${infer Rest}` ? Camel<Rest> : never;

/** The key of a code's text: its last part as the catalogues write keys. */
const nameOf = (code: Fault["code"]) =>
  code.slice(code.indexOf(".") + 1).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as Name;

/** A fault in words, with the limit and what there is. */
export const faultText = ({ code, params }: Fault, t: TFunction<"bubbles">): string =>
  t(`fault.${nameOf(code)}`, params);

/** What LINE would refuse of the bubbles, in words by their paths, such as "0.buttons.actions.1.label". */
export function useBubbleFaults(bubbles: Bubble[]): Record<string, string> {
  const { t } = useTranslation("bubbles");
  return useMemo(() => faultTexts(checkBubbles(bubbles), t), [bubbles, t]);
}

function faultTexts(faults: Fault[], t: TFunction<"bubbles">): Record<string, string> {
  const out: Record<string, string> = {};
  for (const fault of faults) out[fault.path] ??= faultText(fault, t);
  return out;
}
