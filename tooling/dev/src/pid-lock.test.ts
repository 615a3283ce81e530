import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLock, withLock } from "./pid-lock.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "cartwright-lock-"));
  file = path.join(folder, "stack.lock");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A living Node process that holds the lock. */
async function holder() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  await writeFile(file, `${child.pid}\n`);
  return child;
}

test("a lock that a living process holds is refused, and names the process", async () => {
  const other = await holder();
  expect(await tryLock(file)).toEqual({ holder: other.pid });
  other.kill("SIGKILL");
  await once(other, "exit");
  const lock = await tryLock(file);
  expect(await readFile(file, "utf8")).toBe(`${process.pid}\n`);
  expect(lock).toHaveProperty("release");
});

test("a lock left by a dead process, a damaged one and one of a stranger's id are taken over", async () => {
  for (const content of ["4194304\n", "", "not a number", "1\n"]) {
    await writeFile(file, content);
    const lock = await tryLock(file);
    expect(lock).toHaveProperty("release");
  }
});

test("a waiting process runs after the holder has exited, and is told its id", async () => {
  const other = await holder();
  const waitedFor: number[] = [];
  const onWait = (pid: number) => {
    waitedFor.push(pid);
    other.kill("SIGKILL");
  };
  expect(await withLock({ file, onWait }, async () => "done")).toBe("done");
  expect(waitedFor).toEqual([other.pid]);
});
