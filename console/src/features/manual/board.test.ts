import { expect, it } from "vitest";
import { each } from "./board";

it("does all of them, a few at a time, and tells which failed", async () => {
  const ids = Array.from({ length: 11 }, (_, i) => `cnv_${i}`);
  const done: string[] = [];
  let running = 0;
  let most = 0;
  const errors = await each(ids, async (id) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (id === "cnv_3") throw new Error("gone");
    done.push(id);
  });
  expect(done.sort()).toEqual(ids.filter((id) => id !== "cnv_3").sort());
  expect(errors.map((error) => error.message)).toEqual(["gone"]);
  expect(most).toBe(4);
});
