import { execFileSync } from "node:child_process";

const OUTPUT_BYTES_MAX = 256 * 1024 * 1024;
const BLOBS_MAX = 200_000;

function git(cwd: string, args: readonly string[], input?: string): Buffer {
  return execFileSync("git", [...args], {
    cwd,
    maxBuffer: OUTPUT_BYTES_MAX,
    ...(input === undefined ? {} : { input }),
  });
}

/** Every file that git knows in this folder, changed or not, by path from its root. */
export function listTracked(cwd: string): string[] {
  return git(cwd, ["ls-files", "-z"]).toString("utf8").split("\0").filter(Boolean);
}

export interface Blob {
  readonly id: string;
  /** One path that it had at some time. */
  readonly path: string;
}

/** Every content that any commit of any branch ever held and that is no larger than `bytesMax`, once. */
export function listHistory(cwd: string, bytesMax: number): Blob[] {
  const objects = new Map<string, string>();
  for (const line of git(cwd, ["rev-list", "--objects", "--all"]).toString("utf8").split("\n")) {
    const space = line.indexOf(" ");
    if (space > 0 && line.length > space + 1) objects.set(line.slice(0, space), line.slice(space + 1));
  }
  if (objects.size > BLOBS_MAX) throw new Error(`the history holds more than ${BLOBS_MAX} files: raise the limit`);
  const described = git(cwd, ["cat-file", "--batch-check"], [...objects.keys()].join("\n")).toString("utf8");
  return described.split("\n").flatMap((line) => {
    const [id = "", type, size] = line.split(" ");
    return type === "blob" && Number(size) <= bytesMax ? [{ id, path: objects.get(id) ?? id }] : [];
  });
}

export const readBlob = (cwd: string, id: string): Buffer => git(cwd, ["cat-file", "blob", id]);
