import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

interface Options {
  firstId?: string;
  lastId?: string;
  lastInbound: boolean;
  pending: number;
  more: boolean;
  onMore: () => void;
}

const nearBottom = 80;
const nearTop = 600;

/**
 * Keeps the thread where its reader is: at the bottom when they are at the
 * bottom, and on the same message when older ones come in above.
 */
export function useThreadScroll({ firstId, lastId, lastInbound, pending, more, onMore }: Options) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atBottom = useRef(true);
  const height = useRef(0);
  const shown = useRef({ firstId, lastId, pending });
  const [fresh, setFresh] = useState(0);

  const toBottom = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    atBottom.current = true;
    setFresh(0);
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const before = shown.current;
    const grown = element.scrollHeight - height.current;
    const olderCame = before.firstId !== undefined && before.firstId !== firstId && before.lastId === lastId;
    if (olderCame && !atBottom.current) element.scrollTop += grown;
    else if (pending > before.pending) toBottom();
    else if (before.lastId !== lastId && !atBottom.current && lastInbound) setFresh((n) => n + 1);
    if (atBottom.current) element.scrollTop = element.scrollHeight;
    height.current = element.scrollHeight;
    shown.current = { firstId, lastId, pending };
  }, [firstId, lastId, lastInbound, pending, toBottom]);

  // Pictures that load and a composer that grows change the height as well.
  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    const observer = new ResizeObserver(() => {
      if (atBottom.current) element.scrollTop = element.scrollHeight;
      height.current = element.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // A first page that does not fill the screen cannot be scrolled to its top.
  useEffect(() => {
    const element = scroller.current;
    if (element && more && element.scrollTop < nearTop) onMore();
  }, [more, onMore]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    atBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottom;
    if (atBottom.current) setFresh(0);
    if (more && element.scrollTop < nearTop) onMore();
  };
  return { scroller, content, onScroll, toBottom, fresh };
}
