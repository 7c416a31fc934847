import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { ContactAvatar } from "../ContactAvatar";
import classes from "./Bubbles.module.css";
import { useSample } from "./useSample";
import { fill, type Sample } from "./variables";

interface Props {
  account: string;
  bubbles: Bubble[];
  /** Values of the variables; null shows the bubbles as they are. */
  sample?: Partial<Sample> | null;
}

/** The bubbles as the friend's talk shows them, with a sample name filled in. */
export function LinePreview({ account, bubbles, sample }: Props) {
  const { t } = useTranslation();
  const values = useSample(account, sample);
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
            {values ? fill(bubble.text ?? "", values) : bubble.text}
          </div>
        ))}
      </div>
    </figure>
  );
}
