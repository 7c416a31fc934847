import {
  IconFile,
  IconMapPin,
  IconMicrophone,
  IconMoodSmile,
  IconPhoto,
  IconQuestionMark,
  IconVideo,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { bubbleOf, stickerWords } from "@/components/bubbles/payload";
import { BubbleView } from "@/components/bubbles/preview/BubbleView";
import { QuickRepliesView } from "@/components/bubbles/preview/QuickRepliesView";
import type { Bubble } from "@/components/bubbles/types";
import contentClasses from "./MessageContent.module.css";
import classes from "./MessageList.module.css";
import { fileNameOf, linkParts } from "./payload";
import { kindName } from "./words";

/** What a message says, as LINE shows it. */
export function MessageContent({ message }: { message: Message }) {
  const bubble = bubbleOf(message.payload);
  const quick = bubble?.quickReplies ?? [];
  if (quick.length === 0) return <Content message={message} bubble={bubble} />;
  return (
    <div className={contentClasses.withQuick}>
      <Content message={message} bubble={bubble} />
      <QuickRepliesView replies={quick} />
    </div>
  );
}

function Content({ message, bubble }: { message: Message; bubble?: Bubble }) {
  if (message.kind === "text") return <TextBubble text={message.text} />;
  if (!bubble) return <Placeholder message={message} />;
  return (
    <div className={contentClasses.drawn} data-testid="message-drawn" data-kind={message.kind}>
      <BubbleView bubble={bubble} words={stickerWords(message.payload)} />
    </div>
  );
}

export function TextBubble({ text }: { text: string }) {
  return (
    <div className={classes.bubble}>
      {linkParts(text).map((part) =>
        part.href ? (
          <a key={part.at} href={part.href} target="_blank" rel="noreferrer noopener">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </div>
  );
}

const icons = new Map([
  ["image", IconPhoto],
  ["video", IconVideo],
  ["audio", IconMicrophone],
  ["file", IconFile],
  ["sticker", IconMoodSmile],
  ["location", IconMapPin],
]);

/** A message whose content the desk does not have: it says so. */
function Placeholder({ message }: { message: Message }) {
  const { t } = useTranslation("inbox");
  const Icon = icons.get(message.kind) ?? IconQuestionMark;
  const more = fileNameOf(message.payload) || message.text;
  return (
    <div className={classes.bubble}>
      <span className={contentClasses.kind}>
        <Icon size={16} aria-hidden />
        {kindName(message.kind, t)}
      </span>
      {more && <div>{more}</div>}
      {message.kind !== "sticker" && <div className={contentClasses.dim}>{t("kind.notShown")}</div>}
    </div>
  );
}
