import { actionOf } from "../../check/flex";
import { useTapText } from "../tap";
import { Filled } from "../Values";
import classes from "./Flex.module.css";
import { FlexIcon, FlexImage } from "./FlexMedia";
import { FlexText } from "./FlexText";
import {
  type Around,
  boxStyle,
  colorOf,
  gravityOf,
  lengthOf,
  type Node,
  nodesIn,
  placeStyle,
  word,
} from "./styles";

/** A box with its components. */
export function FlexBox({ node, place }: { node: Node; place?: React.CSSProperties }) {
  const tap = useTap(node);
  const around = { layout: word(node, "layout"), spacing: lengthOf(node, "spacing") };
  // A place of its own in the box around it goes before what the box says of itself.
  const own = boxStyle(node);
  return (
    <div style={{ position: "relative", minWidth: 0, ...place, ...own }} title={tap} data-tap={tap && ""}>
      {nodesIn(node).map((child, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
        <FlexComponent key={i} node={child} around={around} first={i === 0} />
      ))}
    </div>
  );
}

interface Props {
  node: Node;
  around: Around;
  first: boolean;
}

/** A component in its place within a box. */
function FlexComponent({ node, around, first }: Props) {
  const tap = useTap(node);
  const kind = word(node, "type");
  const place = placeStyle(node, around, first);
  if (kind === "box") return <FlexBox node={node} place={place} />;
  if (kind === "separator") {
    const side = around.layout === "vertical" ? "borderTop" : "borderLeft";
    return <div style={{ ...place, [side]: `1px solid ${colorOf(node, "color") ?? "#d4d6da"}` }} />;
  }
  return (
    <div
      className={around.layout === "baseline" ? undefined : classes.place}
      style={{ ...place, justifyContent: gravityOf(node) }}
      title={kind === "button" ? undefined : tap}
    >
      {kind === "text" && <FlexText node={node} />}
      {kind === "image" && <FlexImage node={node} />}
      {kind === "icon" && <FlexIcon node={node} />}
      {kind === "button" && <FlexButton node={node} />}
    </div>
  );
}

function FlexButton({ node }: { node: Node }) {
  const tap = useTap(node);
  const style = ["primary", "secondary"].includes(word(node, "style")) ? word(node, "style") : "link";
  const color = colorOf(node, "color");
  return (
    <span
      className={classes.button}
      data-style={style}
      data-height={word(node, "height") === "sm" ? "sm" : "md"}
      data-testid="preview-action"
      title={tap}
      style={style === "link" ? { color } : { backgroundColor: color }}
    >
      <Filled text={actionOf(node.action)?.label ?? ""} />
    </span>
  );
}

function useTap(node: Node): string | undefined {
  const tapText = useTapText();
  const action = node.action === undefined ? undefined : actionOf(node.action);
  return action && tapText(action);
}
