import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";
import sharp from "sharp";
import type { Painted } from "./scene.ts";

/** The last file written of a picture. If it exists, all do. */
const LAST = { width: 320, format: "webp" } as const;

/** Whether a picture was written before. */
export async function hasPicture(folder: string, key: string): Promise<boolean> {
  return access(join(folder, `${key}-${LAST.width}.${LAST.format}`)).then(
    () => true,
    () => false,
  );
}

/** Widths written as AVIF too. The largest is left out: it would take half as long as all the others and save 10 kB. */
const AVIF_WIDTH_MAX = 640;

/**
 * Writes a picture as `{folder}/{key}-{width}.webp` for every width of the contract up to its own, and as AVIF up to 640.
 * The shop serves the WebP when an AVIF is missing. The lowest effort is enough: flat backgrounds compress well, and it
 * takes half the time. Files are written atomically.
 */
export async function writePicture(
  picture: Painted,
  target: { readonly folder: string; readonly key: string; readonly avif: boolean },
): Promise<void> {
  const path = join(target.folder, target.key);
  await mkdir(dirname(path), { recursive: true });
  let larger = { pixels: picture.pixels, width: picture.width, height: picture.height };
  for (const width of IMAGE_WIDTHS.toReversed()) {
    larger = await shrink(larger, width);
    const raw = { width: larger.width, height: larger.height, channels: 3 as const };
    const source = () => sharp(larger.pixels, { raw });
    if (target.avif && width <= AVIF_WIDTH_MAX) {
      const avif = source().avif({ quality: 56, effort: 0, chromaSubsampling: "4:2:0", tune: "ssim" });
      await writeWhole(`${path}-${width}.avif`, await avif.toBuffer());
    }
    await writeWhole(`${path}-${width}.webp`, await source().webp({ quality: 84, effort: 0 }).toBuffer());
  }
}

async function shrink(picture: Painted, width: number): Promise<Painted> {
  if (width >= picture.width) return picture;
  const height = Math.round((width / picture.width) * picture.height);
  const pixels = await sharp(picture.pixels, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .resize(width, height)
    .raw()
    .toBuffer();
  return { pixels, width, height };
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}
