import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Session } from "@/api/types";
import { enter } from "./session";

/** Runs a request that starts a session and goes on to the desk. */
export function useEnter<Input>(request: (input: Input) => Promise<Session>, next = "/") {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (input: Input) => {
      const session = await request(input);
      await enter(client, session);
      await navigate({ href: next, replace: true });
    },
  });
}
