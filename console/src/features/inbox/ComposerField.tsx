import { CloseButton, Textarea } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { maxTextUnits } from "@/components/utf16";
import classes from "./Composer.module.css";
import { makeComposition, type SendKey, sends } from "./keyboard";

interface Props {
  inputRef?: RefObject<HTMLTextAreaElement | null>;
  index: number;
  many: boolean;
  text: string;
  sendKey: SendKey;
  placeholder: string;
  onChange: (text: string) => void;
  onRemove: () => void;
  onSend: () => void;
}

// The count is shown when the limit comes near; always showing it is noise.
const showCountFrom = 500;

const touch = () => window.matchMedia("(hover: none) and (pointer: coarse)").matches;

export function ComposerField({
  inputRef,
  index,
  many,
  text,
  sendKey,
  placeholder,
  onChange,
  onRemove,
  onSend,
}: Props) {
  const { t } = useTranslation();
  const [composition] = useState(makeComposition);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && composition.converts(event.nativeEvent)) return;
    if (!sends(event, sendKey, touch())) return;
    event.preventDefault();
    onSend();
  };
  const over = text.length > maxTextUnits;
  return (
    <div className={classes.field}>
      <Textarea
        ref={inputRef}
        autosize
        minRows={1}
        maxRows={many ? 5 : 9}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onCompositionStart={composition.start}
        onCompositionEnd={(event) => composition.end(event.nativeEvent.timeStamp)}
        placeholder={placeholder}
        aria-label={t("bubbles.label", { number: index + 1 })}
        error={over}
        enterKeyHint={sendKey === "enter" ? "send" : "enter"}
        data-testid="composer-input"
      />
      {many && (
        <CloseButton size="sm" onClick={onRemove} aria-label={t("bubbles.remove", { number: index + 1 })} />
      )}
      {text.length >= showCountFrom && (
        <span className={classes.count} data-over={over || undefined} data-testid="composer-count">
          {t("bubbles.count", { length: text.length, max: maxTextUnits })}
        </span>
      )}
    </div>
  );
}
