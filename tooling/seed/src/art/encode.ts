import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";
import sharp from "sharp";
import type { Painted } from "./scene.ts";

/** The last file of a picture that is written: if it is there, all are. */
const LAST = { width: 320, format: "webp" } as const;

/** Whether a picture was written before. */
export async function hasPicture(folder: string, key: string): Promise<boolean> {
  return access(join(folder, `${key}-${LAST.width}.${LAST.format}`)).then(
    () => true,
    () => false,
  );
}

/**
 * Writes a picture as `{folder}/{key}-{width}.{avif|webp}` at every width of the contract. The lowest effort is enough: flat
 * grounds compress well, and it takes half the time. Each file appears whole or not at all.
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
    if (target.avif) {
      const avif = source().avif({ quality: 56, effort: 0, chromaSubsampling: "4:2:0", tune: "ssim" });
      await writeWhole(`${path}-${width}.avif`, await avif.toBuffer());
    }
    await writeWhole(`${path}-${width}.webp`, await source().webp({ quality: 84, effort: 0 }).toBuffer());
  }
}

async function shrink(picture: Painted, width: number): Promise<Painted> {
  if (width === picture.width) return picture;
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
