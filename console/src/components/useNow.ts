import { useEffect, useState } from "react";
import { serverNow } from "@/api/serverClock";

/** The server's time, renewed every `every` ms while `active`. */
export function useNow(every: number, active = true): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!active) return;
    setNow(serverNow());
    const timer = setInterval(() => setNow(serverNow()), every);
    return () => clearInterval(timer);
  }, [every, active]);
  return now;
}
