import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import classes from "./Bubbles.module.css";
import { ContactAvatar } from "./ContactAvatar";
import { fillVariables } from "./variables";

interface Props {
  account: string;
  bubbles: Bubble[];
}

/** The bubbles as the friend's talk shows them, with a sample name filled in. */
export function LinePreview({ account, bubbles }: Props) {
  const { t } = useTranslation();
  const written = bubbles.filter((b) => b.text?.trim());
  return (
    <figure className={classes.phone} data-testid="preview">
      <figcaption className={classes.phoneTitle}>
        <span>{t("bubbles.preview")}</span>
        <span>{t("bubbles.previewNote")}</span>
      </figcaption>
      <div className={classes.talk}>
        {written.length > 0 && (
          <>
            <span className={classes.talkAvatar}>
              <ContactAvatar name={account} size={34} />
            </span>
            <span className={classes.talkName}>{account}</span>
          </>
        )}
        {written.map((bubble, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
          <div key={i} className={classes.said} data-testid="preview-bubble">
            {fillVariables(bubble.text ?? "", t("bubbles.sampleContact"), account)}
          </div>
        ))}
      </div>
    </figure>
  );
}
