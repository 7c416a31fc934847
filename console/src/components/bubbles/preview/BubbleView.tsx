import type { Bubble } from "../types";
import { FlexView } from "./flex/FlexView";
import { ImagemapView } from "./ImagemapView";
import { AudioView, ImageView, LocationView, StickerView, VideoView } from "./Media";
import classes from "./Preview.module.css";
import { ButtonsView, CarouselView, ConfirmView, ImageCarouselView } from "./Templates";
import { Filled } from "./Values";

/** A bubble of any kind as LINE draws it; its quick replies stand elsewhere. */
export function BubbleView({ bubble, words }: { bubble: Bubble; words?: string }) {
  if (bubble.image) return <ImageView image={bubble.image} />;
  if (bubble.video) return <VideoView video={bubble.video} />;
  if (bubble.audio) return <AudioView audio={bubble.audio} />;
  if (bubble.sticker) return <StickerView sticker={bubble.sticker} words={words} />;
  if (bubble.location) return <LocationView location={bubble.location} />;
  if (bubble.buttons) return <ButtonsView buttons={bubble.buttons} />;
  if (bubble.confirm) return <ConfirmView confirm={bubble.confirm} />;
  if (bubble.carousel) return <CarouselView carousel={bubble.carousel} />;
  if (bubble.imageCarousel) return <ImageCarouselView carousel={bubble.imageCarousel} />;
  if (bubble.imagemap) return <ImagemapView imagemap={bubble.imagemap} />;
  if (bubble.flex) return <FlexView flex={bubble.flex} />;
  return (
    <div className={classes.said}>
      <Filled text={bubble.text ?? ""} />
    </div>
  );
}
