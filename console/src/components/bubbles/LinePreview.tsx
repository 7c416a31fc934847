import { useTranslation } from "react-i18next";
import type { Bubble } from "@/api/types";
import { ContactAvatar } from "../ContactAvatar";
import classes from "./Bubbles.module.css";
import { BubbleView } from "./preview/BubbleView";
import { QuickRepliesView } from "./preview/QuickRepliesView";
import { Values } from "./preview/Values";
import { kindOf } from "./types";
import { useSample } from "./useSample";
import type { Sample } from "./variables";

interface Props {
  account: string;
  bubbles: Bubble[];
  /** Values of the variables; null shows the bubbles as they are. */
  sample?: Partial<Sample> | null;
}

/** The bubbles as the friend's talk shows them, with example values filled in. */
export function LinePreview({ account, bubbles, sample }: Props) {
  const { t } = useTranslation("bubbles");
  const values = useSample(account, sample);
  const shown = bubbles.filter((b) => kindOf(b) !== "text" || b.text?.trim());
  // LINE shows the quick replies of the last message only.
  const quick = shown.at(-1)?.quickReplies ?? [];
  return (
    <figure className={classes.phone} data-testid="preview">
      <figcaption className={classes.phoneTitle}>
        <span>{t("preview.title")}</span>
        {values && <span>{t("preview.note")}</span>}
      </figcaption>
      <Values value={values}>
        <div className={classes.talk}>
          {shown.length > 0 && (
            <>
              <span className={classes.talkAvatar}>
                <ContactAvatar name={account} size={34} />
              </span>
              <span className={classes.talkName}>{account}</span>
            </>
          )}
          {shown.map((bubble, i) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
              key={i}
              className={classes.talkBubble}
              data-kind={kindOf(bubble)}
              data-testid="preview-bubble"
            >
              <BubbleView bubble={bubble} />
            </div>
          ))}
          {quick.length > 0 && (
            <div className={classes.talkBubble}>
              <QuickRepliesView replies={quick} />
            </div>
          )}
        </div>
      </Values>
    </figure>
  );
}
