// One EventSource with a reconnect of our own: the browser's gives up for good
// on an HTTP error, and never tells how long a break lasted.
export type LiveState = "connecting" | "open" | "down";

export interface Hint {
  kind: string;
  account: string;
  id?: string;
}

interface Options {
  url: string;
  onHint: (hint: Hint) => void;
  /** Called at each `ready`; again is true when hints may have been missed. */
  onReady: (again: boolean) => void;
  onState: (state: LiveState) => void;
  /** For tests. */
  open?: (url: string) => EventSource;
  random?: () => number;
}

const firstDelay = 500;
const maxDelay = 20_000;

export function openStream(options: Options): { retryNow: () => void; close: () => void } {
  const { url, onHint, onReady, onState } = options;
  const open = options.open ?? ((address) => new EventSource(address, { withCredentials: true }));
  const random = options.random ?? Math.random;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let connectedBefore = false;
  let closed = false;

  const connect = () => {
    clearTimeout(timer);
    source?.close();
    if (closed) return;
    const mine = open(url);
    source = mine;
    mine.addEventListener("ready", () => {
      if (source !== mine) return;
      failures = 0;
      onState("open");
      onReady(connectedBefore);
      connectedBefore = true;
    });
    mine.addEventListener("hint", (event) => {
      const hint = source === mine ? parseHint(event.data) : undefined;
      if (hint) onHint(hint);
    });
    mine.onerror = () => {
      if (source !== mine) return;
      mine.close();
      source = undefined;
      onState("down");
      const delay = Math.min(maxDelay, firstDelay * 2 ** failures);
      failures += 1;
      // Many desks lose one server at the same moment; jitter spreads their return.
      timer = setTimeout(connect, delay * (0.5 + random() / 2));
    };
  };

  onState("connecting");
  connect();
  return {
    retryNow: () => {
      if (!closed && !source) connect();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      source?.close();
    },
  };
}

function parseHint(data: unknown): Hint | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null || !("kind" in value) || !("account" in value))
      return undefined;
    const { kind, account } = value;
    const id = "id" in value && typeof value.id === "string" ? value.id : undefined;
    return typeof kind === "string" && typeof account === "string" ? { kind, account, id } : undefined;
  } catch {
    return undefined;
  }
}
