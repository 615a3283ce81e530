import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandLine, isAlive } from "./processes.ts";

export interface PidLock {
  release(): Promise<void>;
}

/** Held by the one stack that runs, or starts, on a data folder. */
export const stackLockOf = (dataDir: string) => path.join(dataDir, "stack.lock");

/** The process that holds the lock, when it lives and is a Node process (ids are used again). */
export async function lockHolder(file: string): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(file, "utf8").catch(() => ""), 10);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid)) return undefined;
  return /\bnode\b/.test(await commandLine(pid)) ? pid : undefined;
}

/** Takes the lock, or says who holds it. A dead holder's lock is taken over. */
export async function tryLock(file: string): Promise<PidLock | { readonly holder: number }> {
  await mkdir(path.dirname(file), { recursive: true });
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: "wx" });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = await lockHolder(file);
    if (holder !== undefined) return { holder };
    await rm(file, { force: true });
  }
  throw new Error(`the lock ${file} cannot be taken`);
}

const LOCK_POLL_MS = 250;

/** Runs `work` alone among all processes that use this lock; waits for its turn, without end, and says for whom. */
export async function withLock<T>(
  { file, onWait }: { readonly file: string; readonly onWait: (holder: number) => void },
  work: () => Promise<T>,
): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    const lock = await tryLock(file);
    if ("holder" in lock) {
      if (waits === 0) onWait(lock.holder);
      await sleep(LOCK_POLL_MS);
      continue;
    }
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }
}
