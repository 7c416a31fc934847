import { useTranslation } from "react-i18next";
import { color } from "../check/checker";
import type { Action, Buttons, Carousel, Column, Confirm, ImageCarousel } from "../types";
import { Picture } from "./Picture";
import classes from "./Preview.module.css";
import { useTapText } from "./tap";
import { Filled } from "./Values";

/** What can be tapped, as LINE shows it, with what it does on demand. */
function Tap({ action }: { action: Action }) {
  const tapText = useTapText();
  return (
    <span className={classes.tap} title={tapText(action)} data-testid="preview-action">
      <Filled text={action.label ?? ""} />
    </span>
  );
}

interface CardProps {
  card: Column;
  ratio?: string;
  size?: string;
  pictured?: boolean;
}

function Card({ card, ratio, size, pictured = Boolean(card.thumbnailImageUrl) }: CardProps) {
  const tapText = useTapText();
  const background = card.imageBackgroundColor;
  return (
    <div className={classes.card} title={card.defaultAction && tapText(card.defaultAction)}>
      {pictured && (
        <Picture
          url={card.thumbnailImageUrl ?? ""}
          className={classes.thumbnail}
          style={{
            aspectRatio: ratio === "square" ? "1" : "1.51",
            objectFit: size === "contain" ? "contain" : "cover",
            backgroundColor: background && color.test(background) ? background : undefined,
          }}
        />
      )}
      <div className={classes.cardBody}>
        {card.title && (
          <div className={classes.cardTitle}>
            <Filled text={card.title} />
          </div>
        )}
        <div className={classes.cardText}>
          <Filled text={card.text} />
        </div>
      </div>
      <Taps actions={card.actions} />
    </div>
  );
}

function Taps({ actions }: { actions: Action[] }) {
  return (
    <div className={classes.taps}>
      {actions.map((action, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
        <Tap key={i} action={action} />
      ))}
    </div>
  );
}

export function ButtonsView({ buttons }: { buttons: Buttons }) {
  return <Card card={buttons} ratio={buttons.imageAspectRatio} size={buttons.imageSize} />;
}

export function ConfirmView({ confirm }: { confirm: Confirm }) {
  return (
    <div className={classes.card}>
      <div className={classes.cardBody}>
        <div className={classes.cardText}>
          <Filled text={confirm.text} />
        </div>
      </div>
      <div className={classes.answers}>
        {confirm.actions.map((action, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
          <Tap key={i} action={action} />
        ))}
      </div>
    </div>
  );
}

export function CarouselView({ carousel }: { carousel: Carousel }) {
  const { t } = useTranslation("bubbles");
  const pictured = carousel.columns.some((column) => column.thumbnailImageUrl);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a strip that scrolls is moved by keys too
    <section className={classes.strip} aria-label={t("kind.carousel")} tabIndex={0}>
      {carousel.columns.map((column, i) => (
        <Card
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
          key={i}
          card={column}
          ratio={carousel.imageAspectRatio}
          size={carousel.imageSize}
          pictured={pictured}
        />
      ))}
    </section>
  );
}

export function ImageCarouselView({ carousel }: { carousel: ImageCarousel }) {
  const { t } = useTranslation("bubbles");
  const tapText = useTapText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a strip that scrolls is moved by keys too
    <section className={classes.strip} aria-label={t("kind.imageCarousel")} tabIndex={0}>
      {carousel.columns.map((column, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no state
        <div key={i} className={classes.tile} title={tapText(column.action)} data-testid="preview-action">
          <Picture url={column.imageUrl} className={classes.tilePicture} />
          {column.action.label && (
            <span className={classes.tileLabel}>
              <Filled text={column.action.label} />
            </span>
          )}
        </div>
      ))}
    </section>
  );
}
