import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import sharp from "sharp";
import { expect, test } from "vitest";
import { readRange, shopPictures } from "../read-range.ts";
import { copyPictures } from "./copy-pictures.ts";
import { filesOf, MASTERS, SIZES } from "./picture-files.ts";

// The web process blocks most loaders for uploads, and its tests may have run in this process before.
sharp.unblock({ operation: ["VipsForeignLoad"] });

const BYTES_MAX = 20 * 1024 * 1024;

const range = await readRange("full");

async function namesIn(folder: string, ending: RegExp): Promise<Set<string>> {
  return new Set((await readdir(folder, { recursive: true })).filter((name) => ending.test(name)));
}

test("every picture has a master, is listed, is used, and comes in all sizes", async () => {
  const masters = await namesIn(MASTERS, /\.jpg$/);
  const keys = [...masters].map((name) => name.replace(/\.jpg$/, "")).toSorted();
  expect(range.pictures.map(({ key }) => key).toSorted()).toEqual(keys);
  expect([...new Set(shopPictures(range).map(({ source }) => source))].toSorted()).toEqual(keys);
  expect([...(await namesIn(SIZES, /\.(avif|webp)$/))].toSorted()).toEqual(keys.flatMap(filesOf).toSorted());
});

test("the listed sides are those of the files, and no file is larger than its width says", async () => {
  for (const { key, width, height } of range.pictures) {
    expect(await sharp(join(MASTERS, `${key}.jpg`)).metadata()).toMatchObject({ width, height });
    const small = await sharp(join(SIZES, `${key}-${IMAGE_WIDTHS[0]}.webp`)).metadata();
    expect(small.width).toBe(IMAGE_WIDTHS[0]);
  }
});

test("all pictures together stay below 20 MB", async () => {
  const paths = [
    ...[...(await namesIn(MASTERS, /\.jpg$/))].map((name) => join(MASTERS, name)),
    ...[...(await namesIn(SIZES, /\.(avif|webp)$/))].map((name) => join(SIZES, name)),
  ];
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BYTES_MAX);
});

test("a first start copies every picture once, and a second one copies nothing", async () => {
  const media = await makeTempFolder("media");
  try {
    const pictures = shopPictures(range);
    expect(await copyPictures(pictures, media.path)).toBe(pictures.length);
    expect(await namesIn(media.path, /./)).toSatisfy((names: Set<string>) =>
      pictures.flatMap(({ key }) => filesOf(key)).every((name) => names.has(name)),
    );
    expect(await copyPictures(pictures, media.path)).toBe(0);
  } finally {
    await media.remove();
  }
});
