import { imagemapWidth } from "../check/limits";
import type { Imagemap } from "../types";
import { Picture } from "./Picture";
import classes from "./Preview.module.css";
import { useTapText } from "./tap";
import { useFilledText } from "./useFilledText";

/** A rich message; where it can be tapped shows under the pointer and on touch. */
export function ImagemapView({ imagemap }: { imagemap: Imagemap }) {
  const tapText = useTapText();
  const filledText = useFilledText();
  const { width, height } = imagemap.baseSize;
  const base = imagemap.baseUrl;
  const [w, h] = [width || imagemapWidth, height || imagemapWidth];
  return (
    <div className={classes.imagemap} style={{ aspectRatio: `${w} / ${h}` }}>
      <Picture
        url={base && `${base}/${imagemapWidth}`}
        alt={filledText(imagemap.altText)}
        className={classes.imagemapPicture}
      />
      {imagemap.actions.map((action, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
          key={i}
          className={classes.area}
          title={tapText(action)}
          data-testid="preview-area"
          style={{
            left: `${(action.area.x / w) * 100}%`,
            top: `${(action.area.y / h) * 100}%`,
            width: `${(action.area.width / w) * 100}%`,
            height: `${(action.area.height / h) * 100}%`,
          }}
        />
      ))}
    </div>
  );
}
