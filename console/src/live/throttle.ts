/**
 * Gathers keys and runs once for all of them: soon after the first, then not
 * more often than every `pause` ms, so that a burst of hints is one fetch.
 */
export function gather<Key>(run: (keys: Set<Key>) => void, wait = 20, pause = 250) {
  let waiting = new Set<Key>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  const flush = () => {
    timer = undefined;
    last = performance.now();
    const keys = waiting;
    waiting = new Set();
    run(keys);
  };
  return {
    add(key: Key) {
      waiting.add(key);
      timer ??= setTimeout(flush, Math.max(wait, last + pause - performance.now()));
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
      waiting = new Set();
    },
  };
}
