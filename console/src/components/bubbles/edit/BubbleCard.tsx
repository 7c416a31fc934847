import { Input, Loader } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCopy, IconX } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type Bubble, kindOf } from "../types";
import classes from "./Edit.module.css";
import { useFault } from "./Faults";
import { Step } from "./List";
import { AudioFields, ImageFields, LocationFields, VideoFields } from "./MediaFields";
import { QuickReplies } from "./QuickReplies";
import { StickerFields } from "./StickerFields";
import { ButtonsFields, CarouselFields, ConfirmFields, ImageCarouselFields } from "./TemplateFields";
import { TextBubble } from "./TextBubble";

const ImagemapFields = lazy(() => import("./ImagemapFields"));
const FlexFields = lazy(() => import("./FlexFields"));

interface Props {
  index: number;
  total: number;
  bubble: Bubble;
  onChange: (bubble: Bubble) => void;
  onMove: (by: -1 | 1) => void;
  onCopy?: () => void;
  onRemove: () => void;
  testId: string;
}

/** One bubble with its place among the others. */
export function BubbleCard({ index, total, bubble, onChange, onMove, onCopy, onRemove, testId }: Props) {
  const { t } = useTranslation("bubbles");
  const number = index + 1;
  const kind = kindOf(bubble);
  const last = index === total - 1;
  const replies = bubble.quickReplies ?? [];
  const fault = useFault(String(index));
  return (
    <fieldset className={classes.bubble} data-testid={`${testId}-card`} data-kind={kind}>
      <legend className="visually-hidden">{t("label", { number })}</legend>
      <div className={classes.top}>
        <span className={classes.number}>
          {t("label", { number })}
          {kind !== "text" && <span className={classes.kind}>{t(`kind.${kind}`)}</span>}
        </span>
        {total > 1 && (
          <>
            <Step
              icon={IconArrowUp}
              label={t("moveUp", { number })}
              onClick={index > 0 ? () => onMove(-1) : undefined}
            />
            <Step
              icon={IconArrowDown}
              label={t("moveDown", { number })}
              onClick={last ? undefined : () => onMove(1)}
            />
          </>
        )}
        <Step icon={IconCopy} label={t("copy", { number })} onClick={onCopy} testId={`${testId}-copy`} />
        {(total > 1 || kind !== "text") && (
          <Step icon={IconX} label={t("remove", { number })} onClick={onRemove} testId={`${testId}-remove`} />
        )}
      </div>
      <div className={classes.fields}>
        <Suspense fallback={<Loader size="sm" />}>
          <Content index={index} bubble={bubble} onChange={onChange} testId={testId} />
        </Suspense>
        {fault && <Input.Error>{fault}</Input.Error>}
        {(last || replies.length > 0) && (
          <QuickReplies
            path={`${index}.quickReplies`}
            replies={replies}
            onChange={(next) => onChange({ ...bubble, quickReplies: next.length > 0 ? next : undefined })}
            unseen={!last}
          />
        )}
      </div>
    </fieldset>
  );
}

type ContentProps = Pick<Props, "index" | "bubble" | "onChange" | "testId">;

function Content({ index, bubble, onChange, testId }: ContentProps) {
  const { t } = useTranslation("bubbles");
  const at = <Kind extends Exclude<keyof Bubble, "text" | "quickReplies">>(
    kind: Kind,
    value: NonNullable<Bubble[Kind]>,
  ) => ({
    path: `${index}.${kind}`,
    value,
    onChange: (next: NonNullable<Bubble[Kind]>) => onChange({ ...bubble, [kind]: next }),
  });
  const id = `${testId}-${index + 1}`;
  if (bubble.image) return <ImageFields {...at("image", bubble.image)} />;
  if (bubble.video) return <VideoFields {...at("video", bubble.video)} />;
  if (bubble.audio) return <AudioFields {...at("audio", bubble.audio)} />;
  if (bubble.sticker) return <StickerFields {...at("sticker", bubble.sticker)} testId={testId} />;
  if (bubble.location) return <LocationFields {...at("location", bubble.location)} />;
  if (bubble.buttons) return <ButtonsFields {...at("buttons", bubble.buttons)} />;
  if (bubble.confirm) return <ConfirmFields {...at("confirm", bubble.confirm)} />;
  if (bubble.carousel) return <CarouselFields {...at("carousel", bubble.carousel)} />;
  if (bubble.imageCarousel) return <ImageCarouselFields {...at("imageCarousel", bubble.imageCarousel)} />;
  if (bubble.imagemap) return <ImagemapFields {...at("imagemap", bubble.imagemap)} testId={id} />;
  if (bubble.flex) return <FlexFields {...at("flex", bubble.flex)} testId={id} />;
  return (
    <TextBubble
      path={String(index)}
      label={t("label", { number: index + 1 })}
      text={bubble.text ?? ""}
      onChange={(text) => onChange({ ...bubble, text })}
      testId={testId}
    />
  );
}
