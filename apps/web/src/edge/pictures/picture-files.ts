import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { IMAGE_WIDTHS } from "@cartwright/contracts/image-widths";
import type { EncodedPicture } from "./encode-picture.ts";

const KEY = /^uploads\/[0-9a-f]{2}\/[0-9a-f]{32}$/;

/** A generated, unguessable name. 256 folders keep each of them small. */
export function newPictureKey(): string {
  const name = randomBytes(16).toString("hex");
  return `uploads/${name.slice(0, 2)}/${name}`;
}

/** The folder of a key from {@link newPictureKey}. Throws for any other key: that is a bug. */
function pathOf(root: string, key: string): string {
  if (!KEY.test(key)) throw new Error("not a key of an uploaded picture");
  return join(root, key);
}

/** Writes all files of a picture, each atomically. No page names the key before all are written. */
export async function writePicture(root: string, key: string, files: EncodedPicture["files"]): Promise<void> {
  const path = pathOf(root, key);
  await mkdir(dirname(path), { recursive: true });
  for (const { ending, bytes } of files) {
    await writeFile(`${path}${ending}.part`, bytes, { flag: "wx" });
    await rename(`${path}${ending}.part`, `${path}${ending}`);
  }
}

/** Removes all files of a picture, partly written ones too. A missing file is no error. */
export async function removePicture(root: string, key: string): Promise<void> {
  const path = pathOf(root, key);
  for (const width of IMAGE_WIDTHS) {
    for (const format of ["avif", "webp"]) {
      await rm(`${path}-${width}.${format}`, { force: true });
      await rm(`${path}-${width}.${format}.part`, { force: true });
    }
  }
}
