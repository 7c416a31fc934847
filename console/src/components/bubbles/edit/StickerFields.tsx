import { NativeSelect, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { stickerPicture } from "../links";
import type { Sticker } from "../types";
import classes from "./Edit.module.css";
import { packageIds, stickersOf } from "./stickers";
import { TextField } from "./TextField";

const steps = new Map([
  ["ArrowRight", 1],
  ["ArrowDown", 1],
  ["ArrowLeft", -1],
  ["ArrowUp", -1],
]);

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
  const ids = stickersOf(shown);
  const chosen = value.packageId === shown ? ids.indexOf(value.stickerId) : -1;
  const choose = (stickerId: string) => onChange({ packageId: shown, stickerId });
  // As radios do: one of them has the focus, the arrows choose the next.
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const by = steps.get(event.key);
    if (!by) return;
    event.preventDefault();
    const next = ids[(Math.max(chosen, 0) + by + ids.length) % ids.length];
    if (!next) return;
    choose(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-sticker="${next}"]`)?.focus();
  };
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
      <div className={classes.stickers} role="radiogroup" aria-label={t("sticker.choose")} onKeyDown={onKey}>
        {ids.map((id, i) => (
          <Choice
            key={id}
            id={id}
            chosen={i === chosen}
            reached={i === Math.max(chosen, 0)}
            onChoose={() => choose(id)}
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
  /** The one that the tab key comes to. */
  reached: boolean;
  onChoose: () => void;
}

function Choice({ id, chosen, reached, onChoose }: ChoiceProps) {
  const { t } = useTranslation("bubbles");
  const [failed, setFailed] = useState(false);
  return (
    <UnstyledButton
      role="radio"
      aria-checked={chosen}
      tabIndex={reached ? 0 : -1}
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
