import { type RefObject, useEffect, useRef } from "react";
import type { Conversation } from "@/api/types";
import { isTyping } from "./keyboard";

interface Options {
  rows: Conversation[];
  open?: string;
  scroller: RefObject<HTMLDivElement | null>;
  reveal: (index: number) => void;
}

/** j, k and the arrows move through the list; Enter is the focused link's own. */
export function useListKeys(options: Options): void {
  const latest = useRef(options);
  latest.current = options;
  // The row that gets the focus in a moment: keys may come faster than frames.
  const aimed = useRef<string | undefined>(undefined);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { rows, open, scroller, reveal } = latest.current;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      const inList =
        aimed.current !== undefined || (scroller.current?.contains(document.activeElement) ?? false);
      const step = stepOf(event.key, inList);
      if (step === 0 || rows.length === 0) return;
      event.preventDefault();
      const focused = aimed.current ?? document.activeElement?.getAttribute("data-conversation");
      const from = rows.findIndex((row) => row.id === (inList ? focused : open));
      const index = Math.max(0, Math.min(rows.length - 1, from < 0 ? 0 : from + step));
      const id = rows[index]?.id ?? "";
      aimed.current = id;
      reveal(index);
      // A row that was out of sight is there after the next frame.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (aimed.current !== id) return; // a later key aims further
          aimed.current = undefined;
          scroller.current
            ?.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(id)}"]`)
            ?.focus({ preventScroll: true });
        }),
      );
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function stepOf(key: string, inList: boolean): number {
  if (key === "j" || (inList && key === "ArrowDown")) return 1;
  if (key === "k" || (inList && key === "ArrowUp")) return -1;
  return 0;
}
