import { useTranslation } from "react-i18next";
import type { Action, ImagemapAction } from "../types";
import { useFilledText } from "./useFilledText";

/** What a tap does, in words. */
export function useTapText(): (action: Action | ImagemapAction) => string {
  const { t } = useTranslation("bubbles");
  const filledText = useFilledText();
  const say = (text = "") => filledText(text);
  return (action) => {
    switch (action.type) {
      case "message":
        return t("tap.message", { text: say(action.text) });
      case "uri":
        return t("tap.uri", { uri: "linkUri" in action ? action.linkUri : (action as Action).uri });
      case "postback":
        return t("tap.postback", { data: (action as Action).data });
      case "datetimepicker":
        return t("tap.datetimepicker");
      case "clipboard":
        return t("tap.clipboard", { text: say(action.clipboardText) });
      case "camera":
        return t("tap.camera");
      case "cameraRoll":
        return t("tap.cameraRoll");
      case "location":
        return t("tap.location");
      default:
        return "";
    }
  };
}
