import { useSyncExternalStore } from "react";
import type { SendKey } from "@/features/inbox/keyboard";

const store = "ohenji.sendKey";
const listeners = new Set<() => void>();

const read = (): SendKey => (localStorage.getItem(store) === "mod+enter" ? "mod+enter" : "enter");

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Which key sends, as chosen in this browser. */
export const useSendKey = (): SendKey => useSyncExternalStore(subscribe, read);

export function setSendKey(key: SendKey): void {
  localStorage.setItem(store, key);
  for (const listener of listeners) listener();
}
