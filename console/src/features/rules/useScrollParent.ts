import { type RefObject, useLayoutEffect, useState } from "react";

/** What scrolls an element, and how far down in it the element stands. */
export function useScrollParent(element: RefObject<HTMLElement | null>) {
  const [found, setFound] = useState<{ scroller: HTMLElement | null; margin: number }>({
    scroller: null,
    margin: 0,
  });
  // After each rendering: what stands above the element comes and goes.
  useLayoutEffect(() => {
    const scroller = scrollParent(element.current);
    const margin =
      element.current && scroller
        ? element.current.getBoundingClientRect().top -
          scroller.getBoundingClientRect().top +
          scroller.scrollTop
        : 0;
    setFound((now) =>
      now.scroller === scroller && Math.abs(now.margin - margin) < 1 ? now : { scroller, margin },
    );
  });
  return found;
}

function scrollParent(element: HTMLElement | null): HTMLElement | null {
  for (let at = element?.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}
