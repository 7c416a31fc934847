import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { https } from "../check/address";
import { maxActionData, maxActionText, maxClipboard, maxURI } from "../check/limits";
import type { Action } from "../types";
import { blankAction } from "./blank";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { PickerFields } from "./PickerFields";
import { TextField } from "./TextField";

const everywhere = ["message", "uri", "postback", "datetimepicker", "clipboard"] as const;
const quickOnly = ["camera", "cameraRoll", "location"] as const;
type Type = (typeof everywhere)[number] | (typeof quickOnly)[number];

interface Props {
  path: string;
  action: Action;
  onChange: (action: Action) => void;
  maxLabel: number;
  /** In a quick reply there are the camera and the like. */
  quick?: boolean;
  labelHelp?: string;
}

/** What a button says and what it does. */
export function ActionFields({ path, action, onChange, maxLabel, quick, labelHelp }: Props) {
  const { t } = useTranslation("bubbles");
  const set = (part: Partial<Action>) => onChange({ ...action, ...part });
  const types: readonly Type[] = quick ? [...everywhere, ...quickOnly] : everywhere;
  return (
    <div className={classes.action}>
      <TextField
        path={`${path}.label`}
        label={t("action.label")}
        description={labelHelp}
        value={action.label}
        onChange={(label) => set({ label })}
        max={maxLabel}
        counting="graphemes"
        variables
      />
      <Select
        label={t("action.type")}
        data={types.map((type) => ({ value: type, label: t(`action.types.${type}`) }))}
        value={action.type}
        onChange={(type) => onChange({ ...blankAction(type ?? "message"), label: action.label })}
        allowDeselect={false}
        error={useFault(`${path}.type`, path)}
        data-field={`${path}.type`}
      />
      <OwnFields path={path} action={action} set={set} />
    </div>
  );
}

interface OwnProps {
  path: string;
  action: Action;
  set: (part: Partial<Action>) => void;
}

function OwnFields({ path, action, set }: OwnProps) {
  const { t } = useTranslation("bubbles");
  const field = <Name extends "text" | "uri" | "data" | "displayText" | "clipboardText">(
    name: Name,
    max: number,
  ) => ({
    path: `${path}.${name}`,
    label: t(`action.${name}`),
    value: action[name],
    onChange: (value: string) => set({ [name]: value || undefined }),
    max,
  });
  switch (action.type) {
    case "message":
      return <TextField {...field("text", maxActionText)} counting="graphemes" variables />;
    case "uri":
      return (
        <TextField
          {...field("uri", maxURI)}
          description={t("action.uriHelp")}
          inputMode="url"
          placeholder={https}
        />
      );
    case "postback":
      return (
        <>
          <TextField {...field("data", maxActionData)} description={t("action.dataHelp")} />
          <TextField {...field("displayText", maxActionText)} counting="graphemes" variables />
          <InputOption path={path} action={action} set={set} />
        </>
      );
    case "datetimepicker":
      return (
        <>
          <TextField {...field("data", maxActionData)} description={t("action.dataHelp")} />
          <PickerFields path={path} action={action} set={set} />
        </>
      );
    case "clipboard":
      return <TextField {...field("clipboardText", maxClipboard)} variables />;
    default:
      return null;
  }
}

const options = ["closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"] as const;

function InputOption({ path, action, set }: OwnProps) {
  const { t } = useTranslation("bubbles");
  return (
    <>
      <Select
        label={t("action.inputOption")}
        data={options.map((value) => ({ value, label: t(`action.inputOptions.${value}`) }))}
        value={action.inputOption || null}
        placeholder={t("action.inputOptions.none")}
        onChange={(value) =>
          set({
            inputOption: value ?? undefined,
            fillInText: value === "openKeyboard" ? action.fillInText : undefined,
          })
        }
        clearable
        error={useFault(`${path}.inputOption`)}
      />
      {action.inputOption === "openKeyboard" && (
        <TextField
          path={`${path}.fillInText`}
          label={t("action.fillInText")}
          value={action.fillInText}
          onChange={(fillInText) => set({ fillInText: fillInText || undefined })}
          max={maxActionText}
          counting="graphemes"
          variables
        />
      )}
    </>
  );
}
