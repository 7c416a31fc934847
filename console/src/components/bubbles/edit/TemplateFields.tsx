import { Checkbox, ColorInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { textLimit } from "../check/fields";
import {
  maxAltText,
  maxButtons,
  maxButtonsText,
  maxCarouselText,
  maxColumnActions,
  maxColumns,
  maxConfirmText,
  maxImageLabel,
  maxLabel,
  maxTitle,
} from "../check/limits";
import type { Buttons, Carousel, Column, Confirm, ImageCarousel } from "../types";
import { ActionFields } from "./ActionFields";
import { ActionList } from "./ActionList";
import { blankAction, blankColumn } from "./blank";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { List } from "./List";
import { AddressField } from "./MediaFields";
import { TextField } from "./TextField";

interface Props<T> {
  path: string;
  value: T;
  onChange: (value: T) => void;
}

/** What notifications and the list of talks show instead of the bubble. */
export function AltText({ path, value, onChange }: Props<string>) {
  const { t } = useTranslation("bubbles");
  return (
    <TextField
      path={`${path}.altText`}
      label={t("field.altText")}
      description={t("field.altTextHelp")}
      value={value}
      onChange={onChange}
      max={maxAltText}
      variables
    />
  );
}

/** The alternative follows the text until it gets one of its own. */
const followed = (alt: string, before: string, text: string): string => (alt === before ? text : alt);

export function ButtonsFields({ path, value, onChange }: Props<Buttons>) {
  return (
    <>
      <CardFields
        path={path}
        value={value}
        onChange={(card) =>
          onChange({ ...value, ...card, altText: followed(value.altText, value.text, card.text) })
        }
        maxText={maxButtonsText}
        maxActions={maxButtons}
      />
      {value.thumbnailImageUrl && <Looks path={path} value={value} onChange={onChange} />}
      <AltText path={path} value={value.altText} onChange={(altText) => onChange({ ...value, altText })} />
    </>
  );
}

export function ConfirmFields({ path, value, onChange }: Props<Confirm>) {
  const { t } = useTranslation("bubbles");
  return (
    <>
      <TextField
        path={`${path}.text`}
        label={t("field.question")}
        value={value.text}
        onChange={(text) => onChange({ ...value, text, altText: followed(value.altText, value.text, text) })}
        max={maxConfirmText}
        counting="graphemes"
        variables
        multiline
      />
      <ActionList
        path={`${path}.actions`}
        actions={value.actions}
        onChange={(actions) => onChange({ ...value, actions })}
        min={2}
        max={2}
      />
      <AltText path={path} value={value.altText} onChange={(altText) => onChange({ ...value, altText })} />
    </>
  );
}

export function CarouselFields({ path, value, onChange }: Props<Carousel>) {
  const { t } = useTranslation("bubbles");
  const pictured = value.columns.some((column) => column.thumbnailImageUrl);
  return (
    <>
      <List
        path={`${path}.columns`}
        items={value.columns}
        onChange={(columns) => onChange({ ...value, columns })}
        min={1}
        max={maxColumns}
        blank={() => blankColumn(value.columns[0]?.actions.length)}
        name={(number) => t("card.name", { number })}
        add={t("card.add")}
        summary={(column) => column.title || column.text}
      >
        {(column, set, at) => (
          <CardFields
            path={at}
            value={column}
            onChange={set}
            maxText={maxCarouselText}
            maxActions={maxColumnActions}
          />
        )}
      </List>
      {pictured && <Looks path={path} value={value} onChange={onChange} />}
      <AltText path={path} value={value.altText} onChange={(altText) => onChange({ ...value, altText })} />
    </>
  );
}

interface CardProps<T> extends Props<T> {
  maxText: number;
  maxActions: number;
}

function CardFields<T extends Column>({ path, value, onChange, maxText, maxActions }: CardProps<T>) {
  const { t } = useTranslation("bubbles");
  const set = (part: Partial<Column>) => onChange({ ...value, ...part });
  const colorFault = useFault(`${path}.imageBackgroundColor`);
  return (
    <div className={classes.card}>
      <AddressField
        path={`${path}.thumbnailImageUrl`}
        label={t("field.thumbnail")}
        value={value.thumbnailImageUrl}
        onChange={(url) => set({ thumbnailImageUrl: url || undefined })}
      />
      {value.thumbnailImageUrl && (
        <ColorInput
          label={t("field.background")}
          value={value.imageBackgroundColor ?? ""}
          onChange={(color) => set({ imageBackgroundColor: color || undefined })}
          withEyeDropper={false}
          error={colorFault}
          maw="12rem"
        />
      )}
      <TextField
        path={`${path}.title`}
        label={t("field.title")}
        value={value.title}
        onChange={(title) => set({ title: title || undefined })}
        max={maxTitle}
        counting="graphemes"
        variables
      />
      <TextField
        path={`${path}.text`}
        label={t("field.text")}
        value={value.text}
        onChange={(text) => set({ text })}
        max={textLimit(value, maxText)}
        counting="graphemes"
        variables
        multiline
      />
      <ActionList
        path={`${path}.actions`}
        actions={value.actions}
        onChange={(actions) => set({ actions })}
        min={1}
        max={maxActions}
      />
      <Checkbox
        label={t("field.defaultAction")}
        checked={value.defaultAction !== undefined}
        onChange={(event) =>
          set({ defaultAction: event.currentTarget.checked ? blankAction("uri") : undefined })
        }
      />
      {value.defaultAction && (
        <ActionFields
          path={`${path}.defaultAction`}
          action={value.defaultAction}
          onChange={(defaultAction) => set({ defaultAction })}
          maxLabel={maxLabel}
          labelHelp={t("action.labelUnseen")}
        />
      )}
    </div>
  );
}

interface Pictured {
  imageAspectRatio?: string;
  imageSize?: string;
}

/** The shape of the pictures of a template. */
function Looks<T extends Pictured>({ path, value, onChange }: Props<T>) {
  const { t } = useTranslation("bubbles");
  return (
    <div className={classes.two}>
      <Select
        label={t("field.ratio")}
        data={(["rectangle", "square"] as const).map((v) => ({ value: v, label: t(`field.ratios.${v}`) }))}
        value={value.imageAspectRatio || "rectangle"}
        onChange={(ratio) => onChange({ ...value, imageAspectRatio: ratio ?? undefined })}
        allowDeselect={false}
        error={useFault(`${path}.imageAspectRatio`)}
      />
      <Select
        label={t("field.size")}
        data={(["cover", "contain"] as const).map((v) => ({ value: v, label: t(`field.sizes.${v}`) }))}
        value={value.imageSize || "cover"}
        onChange={(size) => onChange({ ...value, imageSize: size ?? undefined })}
        allowDeselect={false}
        error={useFault(`${path}.imageSize`)}
      />
    </div>
  );
}

export function ImageCarouselFields({ path, value, onChange }: Props<ImageCarousel>) {
  const { t } = useTranslation("bubbles");
  return (
    <>
      <List
        path={`${path}.columns`}
        items={value.columns}
        onChange={(columns) => onChange({ ...value, columns })}
        min={1}
        max={maxColumns}
        blank={() => ({ imageUrl: "", action: blankAction("uri") })}
        name={(number) => t("card.picture", { number })}
        add={t("card.addPicture")}
        summary={(column) => column.action.label}
      >
        {(column, set, at) => (
          <div className={classes.card}>
            <AddressField
              path={`${at}.imageUrl`}
              label={t("field.imageUrl")}
              description={t("field.squareHelp")}
              value={column.imageUrl}
              onChange={(imageUrl) => set({ ...column, imageUrl })}
            />
            <ActionFields
              path={`${at}.action`}
              action={column.action}
              onChange={(action) => set({ ...column, action })}
              maxLabel={maxImageLabel}
            />
          </div>
        )}
      </List>
      <AltText path={path} value={value.altText} onChange={(altText) => onChange({ ...value, altText })} />
    </>
  );
}
