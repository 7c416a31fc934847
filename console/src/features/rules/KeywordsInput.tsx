import { TagsInput, type TagsInputProps } from "@mantine/core";
import { useRef, useState } from "react";

const separators = [",", "、", "，", "\n"];
const separator = new RegExp(`[${separators.join("")}]`);
const never = /(?!)/;

type Props = Omit<TagsInputProps, "value" | "onChange" | "splitChars" | "searchValue" | "onSearchChange"> & {
  value: string[];
  onChange: (keywords: string[]) => void;
  /** Commas are part of the words, as in regular expressions. */
  whole?: boolean;
};

/**
 * Keywords as chips. A separator counts however it comes: what a Japanese input
 * method writes is no key press, and stays whole until its conversion is over.
 */
export function KeywordsInput({ value, onChange, whole, ...others }: Props) {
  const [typed, setTyped] = useState("");
  const composing = useRef(false);
  const take = (text: string) => {
    const parts = text.split(whole ? never : separator);
    setTyped(parts.pop() ?? "");
    const added = parts.map((part) => part.trim()).filter(Boolean);
    if (added.length > 0) onChange([...new Set([...value, ...added])].slice(0, others.maxTags));
  };
  return (
    <TagsInput
      {...others}
      value={value}
      onChange={onChange}
      splitChars={whole ? [] : separators}
      searchValue={typed}
      onSearchChange={(text) => (composing.current ? setTyped(text) : take(text))}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        take(event.currentTarget.value);
      }}
      acceptValueOnBlur
      clearable
    />
  );
}
