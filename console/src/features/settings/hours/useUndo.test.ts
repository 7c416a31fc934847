import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useUndo } from "./useUndo";

const typed = (text: string) => () => text;

it("takes changes back one by one; letters typed in one field are one step", () => {
  const { result } = renderHook(() => useUndo("a"));
  expect(result.current.canUndo).toBe(false);
  act(() => result.current.change(typed("b")));
  act(() => result.current.change(typed("bc"), "field"));
  act(() => result.current.change(typed("bcd"), "field"));
  act(() => result.current.change(typed("bcde"), "other"));
  expect(result.current.value).toBe("bcde");
  act(() => result.current.undo());
  expect(result.current.value).toBe("bcd");
  act(() => result.current.undo());
  expect(result.current.value).toBe("b");
  act(() => result.current.undo());
  act(() => result.current.undo());
  expect(result.current.value).toBe("a");
  expect(result.current.canUndo).toBe(false);
});

it("counts what changes nothing as no step, and forgets all with a reset", () => {
  const { result } = renderHook(() => useUndo("a"));
  act(() => result.current.change((value) => value));
  expect(result.current.canUndo).toBe(false);
  act(() => result.current.change(typed("b")));
  act(() => result.current.reset("c"));
  expect(result.current).toMatchObject({ value: "c", canUndo: false });
});
