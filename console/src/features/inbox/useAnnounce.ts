import { useEffect, useRef, useState } from "react";
import type { Conversation, Message } from "@/api/types";
import { contactName, type InboxT, kindName } from "./words";

/** The text a screen reader hears when the friend has written. */
export function useAnnounce(messages: Message[], talk: Conversation, t: InboxT): string {
  const last = messages.at(-1);
  const seen = useRef(last?.id);
  const [text, setText] = useState("");
  const name = contactName(talk.contact, t);
  useEffect(() => {
    if (!last || last.id === seen.current) return;
    seen.current = last.id;
    if (last.direction !== "in") return;
    setText(t("thread.announce", { name, text: last.kind === "text" ? last.text : kindName(last.kind, t) }));
  }, [last, name, t]);
  return text;
}
