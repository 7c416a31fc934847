import { IconCamera, IconMapPin, IconPhoto } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { QuickReply } from "../types";
import { Picture } from "./Picture";
import classes from "./Preview.module.css";
import { useTapText } from "./tap";
import { Filled } from "./Values";

const icons = new Map([
  ["camera", IconCamera],
  ["cameraRoll", IconPhoto],
  ["location", IconMapPin],
]);

/** The buttons below the last message. */
export function QuickRepliesView({ replies }: { replies: QuickReply[] }) {
  const { t } = useTranslation("bubbles");
  const tapText = useTapText();
  return (
    <ul className={classes.quick} aria-label={t("quick.title")} data-testid="preview-quick">
      {replies.map(({ imageUrl, action }, i) => {
        const Icon = icons.get(action.type);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
          <li key={i} className={classes.chip} title={tapText(action)}>
            {imageUrl ? (
              <Picture url={imageUrl} className={classes.chipIcon} />
            ) : (
              Icon && <Icon size={16} aria-hidden />
            )}
            <Filled text={action.label ?? ""} />
          </li>
        );
      })}
    </ul>
  );
}
