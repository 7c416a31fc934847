import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Checker } from "../check/checker";
import { checkFlex } from "../check/flex";
import { type Place, readJSON } from "../check/json";
import { faultText } from "../useBubbleFaults";

export interface FlexFault {
  key: string;
  /** Within the contents, such as "body.contents.0.text"; "" for the whole. */
  path: string;
  place?: Place;
  text: string;
}

/** What is wrong with the contents of a Flex Message, with the lines where it stands. */
export function useFlexFaults(contents: string): FlexFault[] {
  const { t } = useTranslation("bubbles");
  return useMemo(() => {
    const read = readJSON(contents);
    if (!read.ok) {
      return [{ key: "json", path: "", place: read.at, text: t("flex.wrongAt", { ...read.at }) }];
    }
    const checker = new Checker();
    checkFlex(checker, { altText: "", contents }, "");
    return checker.faults.map((fault, i) => {
      const path = fault.path.replace(/^\./, "");
      return { key: `${path} ${i}`, path, place: nearest(path, read.placeOf), text: faultText(fault, t) };
    });
  }, [contents, t]);
}

/** Where a value stands, or what should hold it when it is missing. */
export function nearest(path: string, placeOf: (path: string) => Place | undefined): Place | undefined {
  for (let at = path; ; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
    const place = placeOf(at);
    if (place || at === "") return place;
  }
}
