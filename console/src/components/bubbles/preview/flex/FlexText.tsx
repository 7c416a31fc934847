import type { CSSProperties } from "react";
import { Filled } from "../Values";
import classes from "./Flex.module.css";
import { type Node, nodesIn, textStyle, word } from "./styles";

const aligns: Record<string, CSSProperties["textAlign"]> = { start: "start", center: "center", end: "end" };

export function FlexText({ node }: { node: Node }) {
  const wrap = node.wrap === true;
  const lines = wrap && typeof node.maxLines === "number" && node.maxLines > 0 ? node.maxLines : undefined;
  const spans = nodesIn(node);
  return (
    <p
      className={classes.text}
      data-wrap={wrap || undefined}
      data-lines={lines}
      style={{
        ...textStyle(node),
        textAlign: aligns[word(node, "align")],
        WebkitLineClamp: lines,
      }}
    >
      {spans.length > 0 ? (
        spans.map((span, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
          <span key={i} style={textStyle(span)}>
            <Filled text={word(span, "text")} />
          </span>
        ))
      ) : (
        <Filled text={word(node, "text")} />
      )}
    </p>
  );
}
