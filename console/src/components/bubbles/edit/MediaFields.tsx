import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { https } from "../check/address";
import { maxPlace, maxTrackingID, maxURL } from "../check/limits";
import type { Audio, Image, Location, Video } from "../types";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { TextField } from "./TextField";

interface Props<T> {
  path: string;
  value: T;
  onChange: (value: T) => void;
}

interface AddressProps {
  path: string;
  label: string;
  description?: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

/** The address of a medium on the web. */
export function AddressField({ path, label, description, value, onChange }: AddressProps) {
  return (
    <TextField
      path={path}
      label={label}
      description={description}
      value={value}
      onChange={(text) => onChange(text.trim())}
      inputMode="url"
      placeholder={https}
      max={(value?.length ?? 0) > maxURL - 200 ? maxURL : undefined}
    />
  );
}

export function ImageFields({ path, value, onChange }: Props<Image>) {
  const { t } = useTranslation("bubbles");
  return (
    <>
      <AddressField
        path={`${path}.originalContentUrl`}
        label={t("field.imageUrl")}
        description={t("field.imageUrlHelp")}
        value={value.originalContentUrl}
        onChange={(url) => {
          // Most have one picture for both: the preview follows until it gets an address of its own.
          const same = value.previewImageUrl === value.originalContentUrl;
          onChange({ originalContentUrl: url, previewImageUrl: same ? url : value.previewImageUrl });
        }}
      />
      <AddressField
        path={`${path}.previewImageUrl`}
        label={t("field.previewUrl")}
        description={t("field.previewUrlHelp")}
        value={value.previewImageUrl}
        onChange={(previewImageUrl) => onChange({ ...value, previewImageUrl })}
      />
    </>
  );
}

export function VideoFields({ path, value, onChange }: Props<Video>) {
  const { t } = useTranslation("bubbles");
  return (
    <>
      <AddressField
        path={`${path}.originalContentUrl`}
        label={t("field.videoUrl")}
        description={t("field.videoUrlHelp")}
        value={value.originalContentUrl}
        onChange={(originalContentUrl) => onChange({ ...value, originalContentUrl })}
      />
      <AddressField
        path={`${path}.previewImageUrl`}
        label={t("field.previewUrl")}
        description={t("field.previewUrlHelp")}
        value={value.previewImageUrl}
        onChange={(previewImageUrl) => onChange({ ...value, previewImageUrl })}
      />
      <TextField
        path={`${path}.trackingId`}
        label={t("field.trackingId")}
        description={t("field.trackingIdHelp")}
        value={value.trackingId}
        onChange={(trackingId) => onChange({ ...value, trackingId: trackingId || undefined })}
        max={maxTrackingID}
      />
    </>
  );
}

export function AudioFields({ path, value, onChange }: Props<Audio>) {
  const { t } = useTranslation("bubbles");
  return (
    <>
      <AddressField
        path={`${path}.originalContentUrl`}
        label={t("field.audioUrl")}
        description={t("field.audioUrlHelp")}
        value={value.originalContentUrl}
        onChange={(originalContentUrl) => onChange({ ...value, originalContentUrl })}
      />
      <NumberInput
        label={t("field.duration")}
        suffix={t("field.seconds")}
        min={0}
        decimalScale={1}
        allowNegative={false}
        maw="12rem"
        value={value.duration > 0 ? value.duration / 1000 : ""}
        onChange={(seconds) => onChange({ ...value, duration: Math.round(Number(seconds) * 1000) })}
        error={useFault(`${path}.duration`)}
        data-field={`${path}.duration`}
      />
    </>
  );
}

export function LocationFields({ path, value, onChange }: Props<Location>) {
  const { t } = useTranslation("bubbles");
  const faults = { latitude: useFault(`${path}.latitude`), longitude: useFault(`${path}.longitude`) };
  return (
    <>
      {(["title", "address"] as const).map((name) => (
        <TextField
          key={name}
          path={`${path}.${name}`}
          label={t(`field.place.${name}`)}
          value={value[name]}
          onChange={(text) => onChange({ ...value, [name]: text })}
          max={maxPlace}
          variables
        />
      ))}
      <div className={classes.two}>
        {(["latitude", "longitude"] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`field.place.${name}`)}
            hideControls
            decimalScale={8}
            value={value[name]}
            onChange={(degrees) => onChange({ ...value, [name]: Number(degrees) })}
            error={faults[name]}
            data-field={`${path}.${name}`}
          />
        ))}
      </div>
      <p className={classes.help}>{t("field.place.help")}</p>
    </>
  );
}
