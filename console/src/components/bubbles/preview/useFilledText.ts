import { useContext } from "react";
import { fill } from "../variables";
import { Values } from "./Values";

/** Fills variables where there is room for plain text only. */
export function useFilledText(): (text: string) => string {
  const values = useContext(Values);
  return (text) => (values ? fill(text, values) : text);
}
