import { NativeSelect, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { stickerPicture } from "../links";
import type { Sticker } from "../types";
import classes from "./Edit.module.css";
import { packageIds, stickersOf } from "./stickers";
import { TextField } from "./TextField";

interface Props {
  path: string;
  value: Sticker;
  onChange: (value: Sticker) => void;
  testId: string;
}

/** The stickers that can be sent, and fields for the numbers of any other. */
export function StickerFields({ path, value, onChange, testId }: Props) {
  const { t } = useTranslation("bubbles");
  const known = packageIds.includes(value.packageId) ? value.packageId : "11537";
  const [shown, setShown] = useState(known);
  return (
    <>
      <NativeSelect
        label={t("sticker.package")}
        data={packageIds}
        value={shown}
        onChange={(event) => setShown(event.currentTarget.value)}
        maw="12rem"
        data-testid={`${testId}-sticker-package`}
      />
      <div className={classes.stickers} role="radiogroup" aria-label={t("sticker.choose")}>
        {stickersOf(shown).map((id) => (
          <Choice
            key={id}
            id={id}
            chosen={value.packageId === shown && value.stickerId === id}
            onChoose={() => onChange({ packageId: shown, stickerId: id })}
          />
        ))}
      </div>
      <div className={classes.two}>
        <TextField
          path={`${path}.packageId`}
          label={t("sticker.packageId")}
          value={value.packageId}
          onChange={(packageId) => onChange({ ...value, packageId: packageId.trim() })}
          inputMode="numeric"
        />
        <TextField
          path={`${path}.stickerId`}
          label={t("sticker.stickerId")}
          value={value.stickerId}
          onChange={(stickerId) => onChange({ ...value, stickerId: stickerId.trim() })}
          inputMode="numeric"
        />
      </div>
      <p className={classes.help}>{t("sticker.help")}</p>
    </>
  );
}

interface ChoiceProps {
  id: string;
  chosen: boolean;
  onChoose: () => void;
}

function Choice({ id, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation("bubbles");
  const [failed, setFailed] = useState(false);
  return (
    <UnstyledButton
      role="radio"
      aria-checked={chosen}
      aria-label={t("sticker.one", { id })}
      className={classes.choice}
      onClick={onChoose}
      data-sticker={id}
    >
      {failed ? (
        <span className={classes.choiceId}>{id}</span>
      ) : (
        <img
          src={stickerPicture(id)}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setFailed(true)}
        />
      )}
    </UnstyledButton>
  );
}
