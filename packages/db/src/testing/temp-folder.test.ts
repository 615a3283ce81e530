import { spawn } from "node:child_process";
import { once } from "node:events";
import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { makeTempFolder } from "./temp-folder.ts";

const exists = (folder: string) =>
  lstat(folder).then(
    () => true,
    () => false,
  );

/** A folder created by another process, which ends silently when it is told to. */
async function folderOfAnother() {
  const program = `
    const { makeTempFolder } = await import(${JSON.stringify(new URL("temp-folder.ts", import.meta.url).href)});
    console.log((await makeTempFolder("sweeptest")).path);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(owner.stdout, "data");
  const folder = String(line).trim();
  return {
    folder,
    async kill() {
      const ended = once(owner, "exit");
      owner.kill("SIGKILL");
      await ended;
    },
  };
}

test("a run deletes what killed runs left behind, and nothing of live ones", async () => {
  const [killed, living] = await Promise.all([folderOfAnother(), folderOfAnother()]);
  await mkdir(path.join(killed.folder, "logs"));
  await writeFile(path.join(killed.folder, "logs", "web.log"), "{}");
  await killed.kill();
  // The id of a process in another container means nothing here.
  const elsewhere = killed.folder.replace(/-\d+\./, "-1.");
  await mkdir(elsewhere);
  try {
    const own = await makeTempFolder("sweeptest");
    expect(await exists(killed.folder)).toBe(false);
    expect(await exists(living.folder)).toBe(true);
    expect(await exists(elsewhere)).toBe(true);
    expect(await exists(own.path)).toBe(true);
    await own.remove();
    expect(await exists(own.path)).toBe(false);
  } finally {
    await living.kill();
    await rm(living.folder, { recursive: true, force: true });
    await rm(elsewhere, { recursive: true, force: true });
  }
});
