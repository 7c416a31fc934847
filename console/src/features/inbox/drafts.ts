import { useState } from "react";

const storeKey = (conversation: string) => `ohenji.draft.${conversation}`;

function load(conversation: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storeKey(conversation)) ?? "null");
    if (Array.isArray(kept) && kept.length > 0 && kept.every((b) => typeof b === "string")) return kept;
  } catch {
    // What cannot be read is no draft.
  }
  return [""];
}

/** The bubbles being written for a conversation; they outlive the page. */
export function useDraft(conversation: string): [string[], (bubbles: string[]) => void] {
  const [bubbles, setBubbles] = useState(() => load(conversation));
  const change = (next: string[]) => {
    setBubbles(next);
    if (next.some((b) => b !== "")) localStorage.setItem(storeKey(conversation), JSON.stringify(next));
    else localStorage.removeItem(storeKey(conversation));
  };
  return [bubbles, change];
}
