import { statSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";
import { stringify } from "csv-stringify/sync";
import sharp from "sharp";
import { PICTURES_FILE } from "../read-range.ts";
import { filesOf, MASTERS, SIZES } from "./picture-files.ts";

/** Quality settings. The grounds are plain: higher ones make files larger, and no picture better. */
const AVIF = { quality: 58, effort: 2 } as const;
const WEBP = { quality: 82, effort: 5, smartSubsample: true } as const;

/**
 * Writes the sizes of each master that is newer than they are, removes those without a master, and lists all pictures in
 * range/pictures.csv. For developers, after rendering: the shop copies what is written here.
 */
async function main(): Promise<void> {
  const keys = (await readdir(MASTERS, { recursive: true }))
    .filter((name) => name.endsWith(".jpg"))
    .map((name) => name.slice(0, -".jpg".length))
    .toSorted();
  const rows = [];
  for (const key of keys) {
    const master = join(MASTERS, `${key}.jpg`);
    if (await isNewer(master, join(SIZES, `${key}-${IMAGE_WIDTHS[0]}.webp`))) await encode(master, key);
    const { width, height } = await sharp(master).metadata();
    rows.push({ Key: key, Width: width, Height: height, Tint: await groundOf(master, width) });
  }
  await writeFile(PICTURES_FILE, stringify(rows, { header: true }));
  const known = new Set(keys.flatMap(filesOf));
  for (const name of await readdir(SIZES, { recursive: true })) {
    if (/\.(avif|webp)$/.test(name) && !known.has(name)) await rm(join(SIZES, name));
  }
  console.log(`${keys.length} pictures.`);
}

async function encode(master: string, key: string): Promise<void> {
  await mkdir(dirname(join(SIZES, key)), { recursive: true });
  for (const width of IMAGE_WIDTHS.toReversed()) {
    const resized = sharp(master).resize({ width, withoutEnlargement: true });
    await resized
      .clone()
      .avif(AVIF)
      .toFile(join(SIZES, `${key}-${width}.avif`));
    await resized
      .clone()
      .webp(WEBP)
      .toFile(join(SIZES, `${key}-${width}.webp`));
  }
}

/** The colour of the paper, which the page shows until the picture has loaded: that of the top edge. */
async function groundOf(master: string, width: number): Promise<string> {
  const edge = sharp(master).extract({ left: 0, top: 0, width, height: 40 }).resize(1, 1).removeAlpha();
  const bytes = await edge.raw().toBuffer();
  return `#${bytes.subarray(0, 3).toString("hex")}`;
}

async function isNewer(path: string, than: string): Promise<boolean> {
  const written = statSync(than, { throwIfNoEntry: false });
  return written === undefined || (await stat(path)).mtimeMs > written.mtimeMs;
}

await main();
