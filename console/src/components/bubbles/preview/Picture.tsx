import { IconPhoto } from "@tabler/icons-react";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import { isHTTPS } from "../check/address";
import classes from "./Preview.module.css";

interface Props {
  url: string;
  alt?: string;
  className?: string;
  style?: CSSProperties;
}

/** A picture from the web, over https only and without telling where it is shown. */
export function Picture({ url, alt = "", className, style }: Props) {
  const { t } = useTranslation("bubbles");
  const [failed, setFailed] = useState("");
  if (!isHTTPS(url) || failed === url) {
    return (
      <span className={`${classes.noPicture} ${className ?? ""}`} style={style}>
        <IconPhoto size={20} aria-hidden />
        {url === "" ? t("preview.noPicture") : alt || t("preview.pictureFailed")}
      </span>
    );
  }
  return (
    <img
      src={url}
      alt={alt}
      className={className}
      style={style}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setFailed(url)}
    />
  );
}
