import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDataDir } from "./create-data-dir.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cartwright-data-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test.each(["that is new", "that an older start made"])("no other user may read a folder %s", async (what) => {
  const dataDir = path.join(folder, "data");
  if (what !== "that is new") await mkdir(path.join(dataDir, "logs"), { recursive: true, mode: 0o755 });
  await createDataDir(dataDir);
  expect([await modeOf(dataDir), await modeOf(path.join(dataDir, "logs"))]).toEqual(["711", "700"]);
});
