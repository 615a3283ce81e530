import { createHash } from "node:crypto";
import { constants } from "node:fs";
import {
  access,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import path from "node:path";
import { type Binaries, copyBinaries } from "./binaries.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { stopLeftover } from "./leftover.ts";
import { canEnter, type ServerUser } from "./server-user.ts";

export interface Place {
  readonly binaries: Binaries;
  /** The real data folder. It need not exist yet; its parent does. */
  readonly data: string;
}

/** Folders that root may write in and that everyone may enter, best first. */
const PUBLIC_ROOTS = ["/var/lib", "/opt", "/var/tmp"];

/**
 * Where binaries and data are stored. Usually where they already are. But when root runs the server as a user who cannot
 * enter the project (a clone in root's home, or in the result of `mktemp -d`), binaries are copied and data are kept in a
 * public folder, and `dataDir` becomes a link to them.
 */
export async function findPlace(
  { dataDir, binaries, user }: { dataDir: string; binaries: Binaries; user: ServerUser | undefined },
  onProgress: (message: string) => void,
): Promise<Place> {
  await mkdir(path.dirname(dataDir), { recursive: true });
  if (!user) return { binaries, data: await targetOf(dataDir) };
  const [reachableBinaries, data] = [await reachBinaries(binaries, user), await reachData(dataDir, user, onProgress)];
  return { binaries: reachableBinaries, data };
}

async function reachBinaries(binaries: Binaries, user: ServerUser): Promise<Binaries> {
  if (await canEnter(user, path.join(binaries.root, "bin"))) return binaries;
  const target = path.join(await publicFolder(`postgres-${binaries.version}`), "native");
  const present = await exists(path.join(target, "bin", "postgres"));
  return present ? { ...binaries, root: target } : await copyBinaries(binaries, target);
}

async function reachData(dataDir: string, user: ServerUser, onProgress: (message: string) => void): Promise<string> {
  const target = await targetOf(dataDir);
  if (await canEnter(user, path.dirname(target))) return target;
  const parent = await realpath(path.dirname(dataDir));
  const hash = createHash("sha256")
    .update(path.join(parent, path.basename(dataDir)))
    .digest("hex")
    .slice(0, 12);
  const data = path.join(await publicFolder(hash), "data");
  if (await exists(data)) {
    // The link that led here was deleted with its folder, and with it, by contract, the data.
    onProgress(`removing data of a deleted ${dataDir}`);
    await stopLeftover(data);
    await rm(data, { recursive: true, force: true });
  }
  if (await exists(dataDir)) await move(dataDir, data);
  await rm(dataDir, { force: true });
  await symlink(data, dataDir);
  onProgress(
    `the user ${user.name}, as whom the database server runs, may not enter ${parent}: its data are in ${data}`,
  );
  return data;
}

/** `dataDir` itself, or what it links to. A dangling link (of an interrupted first run) still says where. */
async function targetOf(dataDir: string): Promise<string> {
  const entry = await lstat(dataDir).catch(() => undefined);
  const parent = await realpath(path.dirname(dataDir));
  if (!entry?.isSymbolicLink()) return path.join(parent, path.basename(dataDir));
  return path.resolve(parent, await readlink(dataDir));
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch {
    // Another file system: copy everything, then remove the original.
    const { uid, gid } = await stat(from);
    await cp(from, to, { recursive: true, preserveTimestamps: true });
    await chownTree(to, uid, gid);
    await rm(from, { recursive: true });
  }
}

async function chownTree(folder: string, uid: number, gid: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) await chown(path.join(folder, entry), uid, gid);
  await chown(folder, uid, gid);
}

async function publicFolder(name: string): Promise<string> {
  for (const root of PUBLIC_ROOTS) {
    const folder = path.join(root, `cartwright-${name}`);
    try {
      await access(root, constants.W_OK);
      await mkdir(folder, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    // In a world-writable folder, someone else may have been first.
    if ((await stat(folder)).uid === 0) return folder;
  }
  throw new EmbeddedPostgresError(
    `The database server cannot run as root, and none of ${PUBLIC_ROOTS.join(", ")} can hold its data. Run as an ordinary user.`,
  );
}

const exists = (file: string) =>
  lstat(file).then(
    () => true,
    () => false,
  );
