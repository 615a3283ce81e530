import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { IMAGE_WIDTHS } from "@cartwright/contracts/catalog";
import sharp from "sharp";
import type { Painted } from "./scene.ts";

/**
 * Writes a picture as `{folder}/{key}-{width}.{avif|webp}` at every width of the contract, and tells nobody before all are
 * there. The lowest effort is enough: flat grounds compress well, and it takes half the time.
 */
export async function writePicture(folder: string, key: string, picture: Painted, avif: boolean): Promise<void> {
  await mkdir(dirname(join(folder, key)), { recursive: true });
  const raw = { width: picture.width, height: picture.height, channels: 3 as const };
  for (const width of IMAGE_WIDTHS) {
    const height = Math.round((width / picture.width) * picture.height);
    const sized =
      width === picture.width
        ? { data: picture.pixels, info: raw }
        : await sharp(picture.pixels, { raw }).resize(width, height).raw().toBuffer({ resolveWithObject: true });
    const source = () => sharp(sized.data, { raw: { width, height, channels: 3 } });
    if (avif)
      await writeFile(join(folder, `${key}-${width}.avif`), await source().avif({ quality: 60, effort: 0 }).toBuffer());
    await writeFile(join(folder, `${key}-${width}.webp`), await source().webp({ quality: 84, effort: 1 }).toBuffer());
  }
}
