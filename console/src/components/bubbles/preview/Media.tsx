import { IconMapPin, IconMoodSmile, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isHTTPS } from "../check/address";
import { mapLink, stickerPicture } from "../links";
import type { Audio, Image, Location, Sticker, Video } from "../types";
import { Picture } from "./Picture";
import classes from "./Preview.module.css";
import { Filled } from "./Values";

export function ImageView({ image }: { image: Image }) {
  const { t } = useTranslation("bubbles");
  const picture = (
    <Picture
      url={image.previewImageUrl || image.originalContentUrl}
      alt={t("kind.image")}
      className={classes.photo}
    />
  );
  if (!isHTTPS(image.originalContentUrl)) return picture;
  return (
    <a href={image.originalContentUrl} target="_blank" rel="noreferrer noopener" className={classes.opens}>
      {picture}
    </a>
  );
}

export function VideoView({ video }: { video: Video }) {
  const { t } = useTranslation("bubbles");
  const content = (
    <>
      <Picture url={video.previewImageUrl} alt={t("kind.video")} className={classes.photo} />
      <span className={classes.play}>
        <IconPlayerPlayFilled size={22} aria-hidden />
      </span>
    </>
  );
  if (!isHTTPS(video.originalContentUrl)) return <div className={classes.video}>{content}</div>;
  return (
    <a
      href={video.originalContentUrl}
      target="_blank"
      rel="noreferrer noopener"
      className={classes.video}
      aria-label={t("preview.openVideo")}
    >
      {content}
    </a>
  );
}

const bars = [6, 12, 18, 10, 22, 14, 8, 18, 24, 12, 16, 8, 20, 12, 6];

export function AudioView({ audio }: { audio: Audio }) {
  const { t } = useTranslation("bubbles");
  const content = (
    <>
      <span className={classes.audioPlay}>
        <IconPlayerPlayFilled size={14} aria-hidden />
      </span>
      <svg width="90" height="24" viewBox="0 0 90 24" aria-hidden="true">
        {bars.map((height, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a drawing
            key={i}
            x={i * 6}
            y={12 - height / 2}
            width="3"
            height={height}
            rx="1.5"
            fill="currentColor"
          />
        ))}
      </svg>
      <span>{lengthOf(audio.duration)}</span>
    </>
  );
  if (!isHTTPS(audio.originalContentUrl)) return <div className={classes.audio}>{content}</div>;
  return (
    <a href={audio.originalContentUrl} target="_blank" rel="noreferrer noopener" className={classes.audio}>
      <span className="visually-hidden">{t("preview.openAudio")}</span>
      {content}
    </a>
  );
}

function lengthOf(ms: number): string {
  const seconds = Number.isFinite(ms) ? Math.max(0, Math.round(ms / 1000)) : 0;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** LINE's public picture of a sticker, or its words when that cannot be had. */
export function StickerView({ sticker, words }: { sticker: Sticker; words?: string }) {
  const { t } = useTranslation("bubbles");
  const [failed, setFailed] = useState("");
  const url = stickerPicture(sticker.stickerId);
  if (!url || failed === url) {
    return (
      <div className={classes.said}>
        <span className={classes.kind}>
          <IconMoodSmile size={16} aria-hidden />
          {t("kind.sticker")}
        </span>
        <div>{words || t("preview.sticker", { ...sticker })}</div>
      </div>
    );
  }
  return (
    <img
      className={classes.sticker}
      src={url}
      alt={words ? t("preview.stickerAlt", { words }) : t("kind.sticker")}
      referrerPolicy="no-referrer"
      loading="lazy"
      onError={() => setFailed(url)}
    />
  );
}

export function LocationView({ location }: { location: Location }) {
  const { t } = useTranslation("bubbles");
  const link = mapLink(location);
  return (
    <div className={classes.card}>
      <div className={classes.map} aria-hidden>
        <IconMapPin size={30} />
      </div>
      <div className={classes.cardBody}>
        <div className={classes.cardTitle}>
          <Filled text={location.title} />
        </div>
        <div className={classes.cardText}>
          <Filled text={location.address} />
        </div>
      </div>
      {link && (
        <a className={classes.tap} href={link} target="_blank" rel="noreferrer noopener">
          {t("preview.openMap")}
        </a>
      )}
    </div>
  );
}
