import type { Location } from "./types";

/** LINE's public picture of a sticker. */
export const stickerPicture = (id: string): string | undefined =>
  /^\d{1,20}$/.test(id)
    ? `https://stickershop.line-scdn.net/stickershop/v1/sticker/${id}/android/sticker.png`
    : undefined;

export function mapLink({
  latitude,
  longitude,
}: Pick<Location, "latitude" | "longitude">): string | undefined {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  return `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
}
