import { lstat, mkdtemp, readdir, readlink, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { isAlive } from "../embedded/leftover.ts";

export interface TempFolder {
  readonly path: string;
  remove(): Promise<void>;
}

const SWEPT_MAX = 50;
const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true });

/**
 * A folder for this process alone, in the system's temporary folder. Before creating it, deletes folders of this kind that
 * killed runs left: the name identifies the owner, and only folders of dead owners are touched. `removeAll` deletes such a
 * folder where that takes more than deleting its files.
 */
export async function makeTempFolder(kind: string, removeAll = removeFolder): Promise<TempFolder> {
  const parent = await realpath(os.tmpdir());
  const space = await processSpace();
  for (const stale of await findStale(parent, `cartwright-${kind}-${space}.`)) {
    // Another run may be deleting it at the same time. What cannot be deleted is left.
    await removeAll(stale).catch(() => undefined);
  }
  const folder = await mkdtemp(path.join(parent, `cartwright-${kind}-${space}.${process.pid}.`));
  return { path: folder, remove: () => removeAll(folder) };
}

/** Folders of this user whose owner, named after the prefix, is no longer running. */
async function findStale(parent: string, prefix: string): Promise<string[]> {
  const names = (await readdir(parent)).filter((name) => {
    const owner = name.startsWith(prefix) ? /^(\d+)\.\w+$/.exec(name.slice(prefix.length))?.[1] : undefined;
    return owner !== undefined && !isAlive(Number(owner));
  });
  const stale: string[] = [];
  for (const name of names.slice(0, SWEPT_MAX)) {
    const folder = path.join(parent, name);
    const entry = await lstat(folder).catch(() => null);
    if (entry?.isDirectory() && entry.uid === process.getuid?.()) stale.push(folder);
  }
  return stale;
}

/** Process ids are valid only within their namespace, and containers may share a temporary folder. */
async function processSpace(): Promise<string> {
  const link = await readlink("/proc/self/ns/pid").catch(() => "");
  return /\d+/.exec(link)?.[0] ?? "0";
}
