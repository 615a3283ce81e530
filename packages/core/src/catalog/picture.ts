import type { ProductImage } from "@cartwright/contracts/catalog";

/** A picture as stored. Without a key it has no files here. */
export interface PictureRow {
  readonly key: string | null;
  readonly alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly tint: string | null;
}

/** The URL of a picture at one width, in pixels. */
export const pictureUrl = (key: string, width: 320 | 640 | 1200): string => `/media/${key}-${width}.webp`;

/** The picture as pages use it. Null when it has no files, and the page shows a placeholder. */
export function toPicture(row: PictureRow): ProductImage | null {
  if (row.key === null || row.width === null || row.height === null) return null;
  return {
    key: row.key,
    url: pictureUrl(row.key, 640),
    alt: row.alt ?? "",
    width: row.width,
    height: row.height,
    tint: row.tint,
  };
}

/** Covers from before pictures of categories had their size beside them are square, and this wide and high. */
const COVER_SIZE = 1200;

/** A category's picture. */
export function categoryPicture(row: {
  readonly title: string;
  readonly imageKey: string | null;
  readonly imageWidth: number | null;
  readonly imageHeight: number | null;
  readonly imageTint: string | null;
}): ProductImage | null {
  const { title, imageKey, imageWidth, imageHeight, imageTint } = row;
  return toPicture({
    key: imageKey,
    alt: title,
    width: imageWidth ?? COVER_SIZE,
    height: imageHeight ?? COVER_SIZE,
    tint: imageTint,
  });
}
