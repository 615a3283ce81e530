import { spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { EmbeddedPostgresError } from "./embedded-error.ts";

/** The account that the server runs as. `undefined` elsewhere in this folder means the current user. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED_USERS = ["postgres", "nobody"];

/**
 * Postgres refuses to run as root, so root runs it as another account: the owner of the data if there are any, otherwise
 * `postgres`, otherwise `nobody`. Anyone else runs it as themselves.
 */
export async function chooseServerUser(existingData: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").flatMap((line) => {
    const [name = "", , uid = "", gid = ""] = line.split(":");
    return /^\d+$/.test(uid) && /^\d+$/.test(gid) ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
  const ownerUid = await stat(existingData).then(
    (entry) => entry.uid,
    () => 0,
  );
  const owner = ownerUid === 0 ? undefined : users.find((user) => user.uid === ownerUid);
  const lent = owner ?? PREFERRED_USERS.flatMap((name) => users.find((user) => user.name === name) ?? [])[0];
  if (!lent) {
    throw new EmbeddedPostgresError(
      "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to lend it. Run as an ordinary user.",
    );
  }
  return lent;
}

export interface Finished {
  readonly code: number | null;
  /** stdout and stderr together, the last 20,000 characters. */
  readonly output: string;
}

const OUTPUT_CHARACTERS_MAX = 20_000;

/** Runs a program to its end as the given user, in a locale with machine-readable messages. */
export function runAs(
  user: ServerUser | undefined,
  command: readonly [string, ...string[]],
  input?: string,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const [program, ...args] = command;
    const child = spawn(program, args, {
      cwd: "/",
      env: PLAIN_ENV,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: 120_000,
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    let output = "";
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-OUTPUT_CHARACTERS_MAX));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** The environment of the server and its tools, without shell settings (PGDATA, LC_ALL) that would change them. */
export const PLAIN_ENV = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** Whether that user can enter the folder and every parent. Asks the kernel instead of reading mode bits. */
export async function canEnter(user: ServerUser, folder: string): Promise<boolean> {
  const { code } = await runAs(user, ["/bin/sh", "-c", 'cd "$1"', "sh", folder]);
  return code === 0;
}
