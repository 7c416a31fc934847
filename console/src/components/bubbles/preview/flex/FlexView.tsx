import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { flexValue } from "../../check/flex";
import type { Flex } from "../../types";
import previewClasses from "../Preview.module.css";
import classes from "./Flex.module.css";
import { FlexBox } from "./FlexComponent";
import { FlexImage, FlexVideo } from "./FlexMedia";
import { bubbleWidths, colorOf, isNode, type Node, nodesIn, word } from "./styles";

/** A Flex Message as LINE lays it out; what it does not know is left out. */
export function FlexView({ flex }: { flex: Flex }) {
  const { t } = useTranslation("bubbles");
  const contents = useMemo(() => flexValue(flex), [flex]);
  if (!isNode(contents) || !["bubble", "carousel"].includes(word(contents, "type"))) {
    return <div className={previewClasses.said}>{t("preview.noFlex")}</div>;
  }
  if (contents.type === "bubble") return <FlexBubble node={contents} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a strip that scrolls is moved by keys too
    <section className={previewClasses.strip} aria-label={t("kind.flex")} tabIndex={0}>
      {nodesIn(contents).map((bubble, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
        <FlexBubble key={i} node={bubble} />
      ))}
    </section>
  );
}

function FlexBubble({ node }: { node: Node }) {
  const width = bubbleWidths[word(node, "size")] ?? bubbleWidths.mega;
  return (
    <div
      className={classes.bubble}
      style={{ width, direction: word(node, "direction") === "rtl" ? "rtl" : "ltr" }}
      data-testid="preview-flex"
    >
      {(["header", "hero", "body", "footer"] as const).map((name) => (
        <Block key={name} name={name} bubble={node} />
      ))}
    </div>
  );
}

function Block({ name, bubble }: { name: "header" | "hero" | "body" | "footer"; bubble: Node }) {
  const node = bubble[name];
  if (!isNode(node)) return null;
  const styles = isNode(bubble.styles) && isNode(bubble.styles[name]) ? bubble.styles[name] : {};
  const separator = styles.separator === true ? (colorOf(styles, "separatorColor") ?? "#d4d6da") : undefined;
  return (
    <div
      className={classes.block}
      data-block={name}
      style={{
        backgroundColor: colorOf(styles, "backgroundColor"),
        borderTop: separator && `1px solid ${separator}`,
      }}
    >
      {word(node, "type") === "box" && <FlexBox node={withPadding(node, name)} />}
      {word(node, "type") === "image" && <FlexImage node={node} />}
      {word(node, "type") === "video" && <FlexVideo node={node} />}
    </div>
  );
}

const paddings: Record<string, string> = { header: "20px", body: "20px", footer: "10px" };

/** A block has LINE's own padding where its author says nothing. */
function withPadding(node: Node, block: string): Node {
  if (node.paddingAll !== undefined || !paddings[block]) return node;
  return { ...node, paddingAll: paddings[block] };
}
