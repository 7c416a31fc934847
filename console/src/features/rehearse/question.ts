import type { Kind } from "./kinds";
import type { Question } from "./rehearse";

/** What the test page asks, as its fields have it. */
export interface Values {
  kind: Kind;
  text: string;
  data: string;
  unblocked: boolean;
  /** A conversation; empty is a new friend. */
  talk: string;
  name: string;
  when: "now" | "inside" | "outside" | "at";
  /** As an input of date and time has it, in this browser's zone. */
  at: string;
  manual: boolean;
}

export const blank: Values = {
  kind: "text",
  text: "",
  data: "",
  unblocked: false,
  talk: "",
  name: "",
  when: "now",
  at: "",
  manual: false,
};

/** The request of the values, or undefined while something is missing. */
export function questionOf(values: Values): Question | undefined {
  const message = messageOf(values);
  if (!message) return undefined;
  const { talk, name, when, at, manual } = values;
  if (when === "at" && Number.isNaN(Date.parse(at))) return undefined;
  return {
    message,
    ...(talk ? { contact: talk } : name.trim() ? { stranger: { name: name.trim() } } : {}),
    ...(when === "at" ? { at: new Date(at).toISOString() } : when !== "now" ? { when } : {}),
    ...(manual ? { manual } : {}),
  };
}

function messageOf({ kind, text, data, unblocked }: Values): Question["message"] | undefined {
  if (kind === "text") return text.trim() ? { kind, text } : undefined;
  if (kind === "postback") return data ? { kind, data } : undefined;
  return kind === "follow" && unblocked ? { kind, unblocked } : { kind };
}

/** A moment as an input of date and time has it. */
export function localInput(ms: number): string {
  const date = new Date(ms);
  date.setMinutes(date.getMinutes() - date.getTimezoneOffset());
  return date.toISOString().slice(0, 16);
}
