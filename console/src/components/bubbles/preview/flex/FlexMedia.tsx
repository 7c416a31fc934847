import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { Picture } from "../Picture";
import previewClasses from "../Preview.module.css";
import classes from "./Flex.module.css";
import { alongOf, colorOf, imageSizes, lengthOf, type Node, ratioOf, textSizes, word } from "./styles";

export function FlexImage({ node, whole = false }: { node: Node; whole?: boolean }) {
  const full = whole || word(node, "size") === "full";
  const width = full ? "100%" : (lengthOf(node, "size", imageSizes) ?? "100px");
  return (
    <Picture
      url={word(node, "url")}
      className={classes.image}
      style={{
        width,
        maxWidth: "100%",
        aspectRatio: ratioOf(node),
        objectFit: word(node, "aspectMode") === "cover" ? "cover" : "contain",
        alignSelf: alongOf(node, "align") ?? "center",
        backgroundColor: colorOf(node, "backgroundColor"),
      }}
    />
  );
}

/** A picture in a line of text, as high as the text of its size. */
export function FlexIcon({ node }: { node: Node }) {
  const height = lengthOf(node, "size", textSizes) ?? "16px";
  return (
    <Picture
      url={word(node, "url")}
      className={classes.icon}
      style={{ height, aspectRatio: ratioOf(node) }}
    />
  );
}

/** A video at the top of a bubble: its still picture with the mark to play. */
export function FlexVideo({ node }: { node: Node }) {
  return (
    <div className={classes.video}>
      <Picture
        url={word(node, "previewUrl")}
        className={classes.image}
        style={{ width: "100%", aspectRatio: ratioOf(node), objectFit: "cover" }}
      />
      <span className={previewClasses.play}>
        <IconPlayerPlayFilled size={22} aria-hidden />
      </span>
    </div>
  );
}
