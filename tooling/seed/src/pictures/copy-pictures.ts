import { access, constants, copyFile, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { filesOf, SIZES } from "./picture-files.ts";

/** A picture of the shop: its key there, and the key of the picture in this package. */
export interface PictureCopy {
  readonly key: string;
  readonly source: string;
}

/**
 * Copies the missing pictures into the media folder. Nothing is encoded: all sizes come with the package. Files appear by
 * rename, the smallest last. Returns how many pictures were copied.
 */
export async function copyPictures(pictures: readonly PictureCopy[], mediaDir: string): Promise<number> {
  let copied = 0;
  for (const { key, source } of pictures) {
    const targets = filesOf(key).map((name) => join(mediaDir, name));
    const last = targets.at(-1);
    if (last === undefined || (await exists(last))) continue;
    await mkdir(dirname(last), { recursive: true });
    const sources = filesOf(source).map((name) => join(SIZES, name));
    for (const [index, target] of targets.entries()) {
      await copyFile(sources[index] ?? "", `${target}.part`, constants.COPYFILE_FICLONE);
      await rename(`${target}.part`, target);
    }
    copied += 1;
  }
  return copied;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
