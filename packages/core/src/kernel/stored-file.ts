import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";

// Files beside the pictures in the media folder, which web processes and workers share. The names of their folders begin with a dot and
// none has an extension of a picture, so none is ever served as media.

const KEY = /^[0-9a-f]{2}\/[0-9a-f]{32}$/;

/** A generated, unguessable name. 256 folders keep each of them small. */
export function newFileKey(): string {
  const name = randomBytes(16).toString("hex");
  return `${name.slice(0, 2)}/${name}`;
}

/** Where the file of a key from {@link newFileKey} is. Throws for any other key: that is a bug. */
export function filePath(root: string, folder: `.${string}`, key: string): string {
  if (!KEY.test(key)) throw new Error("not a key of a file");
  return join(root, folder, key);
}

/** Removes a file, partly written too. A missing one is no error. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.part`, { force: true });
}
