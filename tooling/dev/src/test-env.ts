import { readFile, statfs } from "node:fs/promises";
import os from "node:os";
import { COMPILED } from "./stack-processes.ts";

const MEMORY_FOLDER = "/dev/shm";
/** More than all test servers of a run store together. */
const STORED_BYTES_MAX = 3e9;
/** The rest is for the processes. */
const AVAILABLE_BYTES_MIN = 9e9;

/**
 * Where a run's servers and browsers store their files: in memory where there is room for them. Each test file has a database of
 * its own, which is a thousand small files: creating one takes 0.3 s of CPU time on disk and 0.02 s in memory.
 */
export async function temporaryFolder(): Promise<string> {
  const isChosen = process.env["TMPDIR"] !== undefined;
  if (isChosen || process.platform !== "linux" || process.availableMemory() < AVAILABLE_BYTES_MIN) return os.tmpdir();
  const mounts = await readFile("/proc/self/mounts", "utf8").catch(() => "");
  const [, , type, options = ""] =
    mounts
      .split("\n")
      .find((line) => line.split(" ")[1] === MEMORY_FOLDER)
      ?.split(" ") ?? [];
  if (type !== "tmpfs" || /(^|,)(noexec|ro)(,|$)/.test(options)) return os.tmpdir();
  const { bavail, bsize } = await statfs(MEMORY_FOLDER);
  return bavail * bsize >= STORED_BYTES_MAX ? MEMORY_FOLDER : os.tmpdir();
}

/** The environment of a test stage. Processes that are started again and again keep their compiled code. */
export async function testEnv(): Promise<NodeJS.ProcessEnv> {
  return {
    ...process.env,
    TMPDIR: await temporaryFolder(),
    NODE_COMPILE_CACHE: COMPILED,
  };
}
