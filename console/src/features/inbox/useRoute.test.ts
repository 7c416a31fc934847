import { describe, expect, it } from "vitest";
import type { Conversation, Quota } from "@/api/types";
import { routeAt } from "./useRoute";

const now = Date.UTC(2026, 10, 20, 3);
const talk = (route: Conversation["route"]) => ({ route }) as Conversation;
const quota = (part: Partial<Quota>): Quota => ({
  known: true,
  limited: true,
  limit: 200,
  used: 12,
  ...part,
});
const free = talk({ method: "reply", freeUntil: new Date(now + 41_200).toISOString() });

describe("what an answer will cost", () => {
  it("is nothing while the reply token lives, with the seconds left", () => {
    expect(routeAt(free, quota({}), now)).toEqual({ method: "reply", secondsLeft: 42 });
  });

  it("is a counted message from the moment on at which the token is dead", () => {
    expect(routeAt(free, quota({}), now + 41_200)).toMatchObject({ method: "push", exhausted: false });
  });

  it("is known to exceed the month's limit", () => {
    expect(routeAt(talk({ method: "push" }), quota({ used: 200 }), now)).toMatchObject({ exhausted: true });
  });

  it("is not called exhausted while the quota is not known or has no limit", () => {
    expect(routeAt(talk({ method: "push" }), quota({ known: false, limit: 0 }), now)).toMatchObject({
      exhausted: false,
    });
    expect(routeAt(talk({ method: "push" }), quota({ limited: false, limit: 0 }), now)).toMatchObject({
      exhausted: false,
    });
  });
});
