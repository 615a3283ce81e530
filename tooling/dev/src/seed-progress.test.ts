import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSeedProgress, recordSeedProgress } from "./seed-progress.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "cartwright-seed-progress-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test("progress is written once a second at most, at once for another kind of work, and removed at the end", async () => {
  let nowMs = 0;
  const progress = recordSeedProgress(dataDir, () => nowMs);
  const counts = async () => (await readSeedProgress(dataDir))?.count?.done;
  progress.record("pictures", { done: 0, total: 480 });
  nowMs = 999;
  progress.record("pictures", { done: 7, total: 480 });
  expect(await counts()).toBe(0);
  nowMs = 1_000;
  progress.record("pictures", { done: 8, total: 480 });
  expect(await counts()).toBe(8);
  progress.record("products and orders");
  expect(await readSeedProgress(dataDir)).toEqual({ pid: process.pid, doing: "products and orders" });
  progress.end();
  expect(await readdir(dataDir)).toEqual([]);
  expect(await readSeedProgress(dataDir)).toBeUndefined();
});
