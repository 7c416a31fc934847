import { Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Transfer.module.css";

interface Props {
  onFile: (file: File) => void;
  /** The name of the file that is chosen. */
  chosen?: string;
  disabled: boolean;
}

/** Takes a file: dropped, or chosen by a click or the keyboard. */
export function FileDrop({ onFile, chosen, disabled }: Props) {
  const { t } = useTranslation("transfer");
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled) onFile(file);
  };
  const drag = (event: DragEvent, next: boolean) => {
    event.preventDefault();
    setOver(next);
  };
  return (
    <label
      className={classes.drop}
      htmlFor={id}
      data-over={over || undefined}
      data-testid="transfer-drop"
      onDragOver={(event) => drag(event, !disabled)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        id={id}
        type="file"
        className={classes.file}
        accept=".yaml,.yml,.json,.csv,.txt,.tsv"
        disabled={disabled}
        data-testid="transfer-file"
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = ""; // the same file again, after it was corrected
        }}
      />
      <IconFileUpload size={28} stroke={1.5} aria-hidden />
      <span>
        <Text span fw={600} display="block" className={classes.name}>
          {chosen ?? t("import.choose")}
        </Text>
        <Text span size="sm" c="var(--oj-dim)">
          {chosen ? t("import.another") : t("import.chooseHelp")}
        </Text>
      </span>
    </label>
  );
}
