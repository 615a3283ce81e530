import { fileURLToPath } from "node:url";
import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";

const folder = (name: string): string => fileURLToPath(new URL(`../../pictures/${name}`, import.meta.url));

/** The rendered pictures, `{key}.jpg`. */
export const MASTERS = folder("masters");

/** The same as the shop serves them, `{key}-{width}.{avif|webp}`. */
export const SIZES = folder("sizes");

/** The files of a picture, without the folder. The WebP of 320 pixels is the last: if it exists, all do. */
export const filesOf = (key: string): string[] =>
  IMAGE_WIDTHS.toReversed().flatMap((width) => [`${key}-${width}.avif`, `${key}-${width}.webp`]);
