import { IconChevronDown, IconChevronRight, IconFolder } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Line } from "./listModel";
import type { Slot } from "./RulesList";
import classes from "./RulesList.module.css";

interface Props {
  line: Extract<Line, { type: "folder" }>;
  slot: Slot;
  onToggle: (folder: string, open: boolean) => void;
}

export function FolderRow({ line: { folder, count, open }, slot, onToggle }: Props) {
  const { t } = useTranslation("rules");
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li ref={slot.measure} data-index={slot.index} className={classes.slot} style={{ top: slot.top }}>
      <button
        type="button"
        className={classes.folder}
        aria-expanded={open}
        onClick={() => onToggle(folder, !open)}
        data-testid="rules-folder-head"
        data-folder={folder}
      >
        <Chevron size={16} aria-hidden />
        <IconFolder size={16} aria-hidden />
        {t("filter.folderToggle", { folder: folder || t("folder.none"), count })}
      </button>
    </li>
  );
}
