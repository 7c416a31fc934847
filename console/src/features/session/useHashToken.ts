import { useEffect, useState } from "react";

/**
 * The token of a one-time link. It stands behind the #, which browsers do not
 * send; it leaves the address bar and the history at once.
 */
export function useHashToken(): string {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "");
  useEffect(() => {
    if (token) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [token]);
  return token;
}
