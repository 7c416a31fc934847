import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Hint, openStream } from "./stream";

class FakeSource extends EventTarget {
  closed = false;
  onerror: (() => void) | null = null;
  close() {
    this.closed = true;
  }
  say(type: string, data = "{}") {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}

function setup() {
  const sources: FakeSource[] = [];
  const states: string[] = [];
  const readies: boolean[] = [];
  const hints: Hint[] = [];
  const stream = openStream({
    url: "/events",
    onHint: (hint) => hints.push(hint),
    onReady: (again) => readies.push(again),
    onState: (state) => states.push(state),
    open: () => {
      const source = new FakeSource();
      sources.push(source);
      return source as unknown as EventSource;
    },
    random: () => 1,
  });
  return { stream, sources, states, readies, hints };
}

describe("the stream of hints", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("passes on hints and leaves out what it cannot read", () => {
    const { sources, hints } = setup();
    sources[0]?.say("hint", '{"kind":"conversation","account":"acc_1","id":"cnv_1"}');
    sources[0]?.say("hint", "not json");
    sources[0]?.say("hint", '{"id":"cnv_1"}');
    expect(hints).toEqual([{ kind: "conversation", account: "acc_1", id: "cnv_1" }]);
  });

  it("comes back by itself and says that hints may have been missed", () => {
    const { sources, states, readies } = setup();
    sources[0]?.say("ready");
    sources[0]?.onerror?.();
    expect(sources[0]?.closed).toBe(true);
    vi.advanceTimersByTime(500);
    sources[1]?.say("ready");
    expect(states).toEqual(["connecting", "open", "down", "open"]);
    expect(readies).toEqual([false, true]);
  });

  it("waits longer after each failure, up to a limit", () => {
    const { sources } = setup();
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      sources.at(-1)?.onerror?.();
      const before = sources.length;
      let waited = 0;
      while (sources.length === before) {
        vi.advanceTimersByTime(100);
        waited += 100;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 20000, 20000]);
  });

  it("tries at once when asked to, and never after it was closed", () => {
    const { stream, sources } = setup();
    sources[0]?.onerror?.();
    stream.retryNow();
    expect(sources).toHaveLength(2);
    sources[1]?.onerror?.();
    stream.close();
    vi.advanceTimersByTime(60_000);
    stream.retryNow();
    expect(sources).toHaveLength(2);
  });
});
