import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { apiBase } from "@/api/client";
import { keys } from "@/api/keys";
import { hintHandler } from "./hints";
import { type LiveState, openStream } from "./stream";

export type Connection = "online" | "offline" | "reconnecting";

const LiveContext = createContext<{ connection: Connection; retryNow: () => void }>({
  connection: "online",
  retryNow: () => {},
});

export const useLive = () => useContext(LiveContext);

/** Keeps one stream open for the account on the screen. */
export function LiveProvider({ account, children }: { account: string; children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const [retryNow, setRetryNow] = useState<() => void>(() => () => {});
  const network = useNetwork();

  useEffect(() => {
    const hints = hintHandler(client, account);
    const stream = openStream({
      url: `${apiBase}/events?account=${encodeURIComponent(account)}`,
      onHint: hints.onHint,
      onState: (next) => {
        setState(next);
        // The stream cannot say why it ended; the session's fetch shows a log-out.
        if (next === "down" && navigator.onLine) void client.invalidateQueries({ queryKey: keys.session });
      },
      onReady: (again) => {
        if (again) void client.invalidateQueries();
      },
    });
    setRetryNow(() => stream.retryNow);
    const wake = () => {
      if (document.visibilityState === "visible") stream.retryNow();
    };
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    return () => {
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      hints.stop();
      stream.close();
    };
  }, [client, account]);

  const down = useLasting(state === "down", 1500);
  const connection: Connection = !network ? "offline" : down ? "reconnecting" : "online";
  const value = useMemo(() => ({ connection, retryNow }), [connection, retryNow]);
  return <LiveContext.Provider value={value}>{children}</LiveContext.Provider>;
}

function useNetwork(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    window.addEventListener("online", update);
    window.addEventListener("offline", update);
    return () => {
      window.removeEventListener("online", update);
      window.removeEventListener("offline", update);
    };
  }, []);
  return online;
}

/** True once `on` has lasted for `ms`: a restart of the server should not flash a bar. */
function useLasting(on: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [on, ms]);
  return lasting;
}
