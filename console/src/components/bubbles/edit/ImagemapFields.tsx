import { Button, NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import {
  imagemapWidth,
  imagemapWidths,
  maxClipboard,
  maxImagemapAreas,
  maxImagemapLabel,
  maxImagemapText,
  maxURI,
} from "../check/limits";
import type { Area, Imagemap, ImagemapAction } from "../types";
import { AreaCanvas } from "./AreaCanvas";
import { cut } from "./areas";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { List } from "./List";
import { AddressField } from "./MediaFields";
import { AltText } from "./TemplateFields";
import { TextField } from "./TextField";

interface Props {
  path: string;
  value: Imagemap;
  onChange: (value: Imagemap) => void;
  testId: string;
}

const layouts = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 1],
  [2, 2],
  [3, 2],
] as const;

/** A rich message: its picture, and what a tap on each part of it does. */
export default function ImagemapFields({ path, value, onChange, testId }: Props) {
  const { t } = useTranslation("bubbles");
  const setActions = (actions: ImagemapAction[]) => onChange({ ...value, actions });
  const setArea = (index: number, area: Area) =>
    setActions(value.actions.map((action, i) => (i === index ? { ...action, area } : action)));
  const full = { x: 0, y: 0, ...value.baseSize };
  return (
    <>
      <AddressField
        path={`${path}.baseUrl`}
        label={t("imagemap.baseUrl")}
        description={t("imagemap.baseUrlHelp", { widths: imagemapWidths.join(", ") })}
        value={value.baseUrl}
        onChange={(baseUrl) => onChange({ ...value, baseUrl })}
      />
      <NumberInput
        label={t("imagemap.height")}
        description={t("imagemap.heightHelp", { width: imagemapWidth })}
        suffix={t("imagemap.px")}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        maw="12rem"
        value={value.baseSize.height}
        onChange={(height) =>
          onChange({ ...value, baseSize: { width: imagemapWidth, height: Number(height) } })
        }
        error={useFault(`${path}.baseSize`)}
        data-field={`${path}.baseSize`}
      />
      <div className={classes.tools}>
        <span className={classes.dim}>{t("imagemap.layout")}</span>
        {layouts.map(([columns, rows]) => (
          <Button
            key={`${columns}x${rows}`}
            size="compact-xs"
            variant="light"
            onClick={() => setActions(cut(value.actions, columns, rows, value.baseSize))}
            aria-label={t("imagemap.cut", { columns, rows })}
            data-testid={`${testId}-cut-${columns}x${rows}`}
          >
            {`${columns}×${rows}`}
          </Button>
        ))}
      </div>
      <AreaCanvas
        value={value}
        onArea={setArea}
        onDraw={(area) =>
          value.actions.length < maxImagemapAreas && setActions([...value.actions, { type: "message", area }])
        }
        onRemove={(index) => setActions(value.actions.filter((_, i) => i !== index))}
        testId={testId}
      />
      <p className={classes.help} id={`${testId}-keys`}>
        {t("imagemap.keys")}
      </p>
      <List
        path={`${path}.actions`}
        items={value.actions}
        onChange={setActions}
        min={0}
        max={maxImagemapAreas}
        blank={(): ImagemapAction => ({ type: "message", area: full })}
        name={(number) => t("imagemap.area", { number })}
        add={t("imagemap.add")}
        summary={(action) => action.text ?? action.linkUri ?? action.clipboardText}
      >
        {(action, set, at) => <AreaFields path={at} action={action} onChange={set} />}
      </List>
      <AltText path={path} value={value.altText} onChange={(altText) => onChange({ ...value, altText })} />
    </>
  );
}

interface AreaProps {
  path: string;
  action: ImagemapAction;
  onChange: (action: ImagemapAction) => void;
}

const own = {
  message: { name: "text", max: maxImagemapText },
  uri: { name: "linkUri", max: maxURI },
  clipboard: { name: "clipboardText", max: maxClipboard },
} as const;
const types = ["message", "uri", "clipboard"] as const;

function AreaFields({ path, action, onChange }: AreaProps) {
  const { t } = useTranslation("bubbles");
  const type = types.find((known) => known === action.type) ?? "message";
  const { name, max } = own[type];
  const fault = useFault(`${path}.area`);
  return (
    <div className={classes.card}>
      <Select
        label={t("action.type")}
        data={types.map((value) => ({ value, label: t(`action.types.${value}`) }))}
        value={type}
        onChange={(next) => onChange({ type: next ?? type, label: action.label, area: action.area })}
        allowDeselect={false}
        error={useFault(`${path}.type`, path)}
      />
      <TextField
        path={`${path}.${name}`}
        label={t(name === "linkUri" ? "action.uri" : `action.${name}`)}
        value={action[name]}
        onChange={(text) => onChange({ ...action, [name]: text || undefined })}
        max={max}
        variables={name !== "linkUri"}
      />
      <TextField
        path={`${path}.label`}
        label={t("imagemap.label")}
        value={action.label}
        onChange={(label) => onChange({ ...action, label: label || undefined })}
        max={maxImagemapLabel}
        counting="graphemes"
        variables
      />
      <div className={classes.four}>
        {(["x", "y", "width", "height"] as const).map((side, i) => (
          <NumberInput
            key={side}
            label={t(side === "height" ? "imagemap.heightSide" : `imagemap.${side}`)}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            value={action.area[side]}
            onChange={(n) => onChange({ ...action, area: { ...action.area, [side]: Number(n) } })}
            error={i === 0 ? fault : Boolean(fault)}
            data-field={`${path}.area.${side}`}
          />
        ))}
      </div>
    </div>
  );
}
