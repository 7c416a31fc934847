import {
  IconFile,
  IconMapPin,
  IconMicrophone,
  IconMoodSmile,
  IconPhoto,
  IconQuestionMark,
  IconVideo,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import contentClasses from "./MessageContent.module.css";
import classes from "./MessageList.module.css";
import { fileNameOf, linkParts, locationOf, stickerOf } from "./payload";
import { kindName } from "./words";

/** What a message says, by its kind. */
export function MessageContent({ message }: { message: Message }) {
  if (message.kind === "text") return <TextBubble text={message.text} />;
  if (message.kind === "sticker") return <Sticker message={message} />;
  if (message.kind === "location") return <Location message={message} />;
  return <Placeholder message={message} />;
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

function Sticker({ message }: { message: Message }) {
  const { t } = useTranslation("inbox");
  const [failed, setFailed] = useState(false);
  const sticker = stickerOf(message.payload);
  if (!sticker || failed) return <Placeholder message={message} detail={sticker?.words} />;
  return (
    <img
      className={contentClasses.sticker}
      src={sticker.url}
      alt={sticker.words ? t("sticker.alt", { words: sticker.words }) : t("kind.sticker")}
      referrerPolicy="no-referrer"
      loading="lazy"
      onError={() => setFailed(true)}
    />
  );
}

function Location({ message }: { message: Message }) {
  const { t } = useTranslation("inbox");
  const place = locationOf(message.payload);
  if (!place) return <Placeholder message={message} />;
  return (
    <div className={classes.bubble}>
      <span className={contentClasses.kind}>
        <IconMapPin size={16} aria-hidden />
        {t("kind.location")}
      </span>
      {place.label && <div>{place.label}</div>}
      <a href={place.url} target="_blank" rel="noreferrer noopener">
        {t("location.open")}
      </a>
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

/** A kind whose content the desk does not show: it says so. */
function Placeholder({ message, detail }: { message: Message; detail?: string }) {
  const { t } = useTranslation("inbox");
  const Icon = icons.get(message.kind) ?? IconQuestionMark;
  const more = detail || fileNameOf(message.payload) || message.text;
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
