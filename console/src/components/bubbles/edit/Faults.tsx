import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { checkBubbles } from "../check/check";
import type { Fault } from "../check/checker";
import type { Bubble } from "../types";
import { faultText } from "../useBubbleFaults";

type Find = (path: string) => string | undefined;

const Context = createContext<Find>(() => undefined);

/** What is wrong with the field at one of the paths, to be shown now. */
export function useFault(...paths: string[]): string | undefined {
  const find = useContext(Context);
  for (const path of paths) {
    const fault = find(path);
    if (fault) return fault;
  }
  return undefined;
}

interface Props {
  bubbles: Bubble[];
  /** What the form found when it was to be saved. */
  errors: Find;
  children: ReactNode;
}

/** Brings the faults to their fields: what is only unfinished waits until the form is to be saved. */
export function Faults({ bubbles, errors, children }: Props) {
  const { t } = useTranslation("bubbles");
  const live = useMemo(() => {
    const texts = new Map<string, string>();
    for (const fault of checkBubbles(bubbles)) {
      if (!isUnfinished(fault) && !texts.has(fault.path)) texts.set(fault.path, faultText(fault, t));
    }
    return texts;
  }, [bubbles, t]);
  return <Context value={(path) => live.get(path) ?? errors(path)}>{children}</Context>;
}

const unfinished = ["text_empty", "field_empty", "duration", "url_https", "uri_scheme", "flex_json"];

/** True for what is missing rather than wrong: it would nag while one is typing. */
function isUnfinished({ code, params }: Fault): boolean {
  if (code.endsWith("list_count") || code === "bubbles.count")
    return (params.count ?? 0) <= (params.max ?? 0);
  if (code.endsWith("value_unknown")) return params.value === "";
  return unfinished.some((name) => code === `bubble.${name}`);
}
