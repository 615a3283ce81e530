import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { withLock } from "./pid-lock.ts";
import { inProject, ROOT } from "./project.ts";
import type { Progress } from "./progress.ts";
import { runTool } from "./run-tool.ts";
import { StackError } from "./stack-error.ts";

const SOURCES = ["apps/web", "packages", "tooling/typescript", "pnpm-lock.yaml"];
const LEFT_OUT = new Set(["node_modules", ".next", ".turbo", "e2e", "test-results", "playwright-report", "testing"]);
const LEFT_OUT_FILE = /\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$/;

const web = inProject("apps/web");
const stampFile = path.join(web, ".next", "cartwright-build");

/**
 * Builds the web app unless the last build was made of these very sources. The stamp is written when a build has ended
 * well, so a broken-off one counts as none.
 */
export async function buildWeb(options: {
  readonly progress: Progress;
  readonly logFile: string;
  readonly signal?: AbortSignal;
}): Promise<void> {
  const key = await sourcesKey();
  if (await isBuilt(key)) return;
  const lock = {
    file: inProject(".data", "building"),
    onWait: (holder: number) => options.progress.note(`process ${holder} is building the shop; waiting for it`),
  };
  await withLock(lock, async () => {
    if (await isBuilt(key)) return;
    await options.progress.step("building the shop (once)", async () => {
      await rm(stampFile, { force: true });
      const { ok, tail } = await runTool({
        command: [process.execPath, path.join(web, "node_modules/next/dist/bin/next"), "build"],
        cwd: web,
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
        logFile: options.logFile,
        ...(options.signal && { signal: options.signal }),
      });
      if (!ok) throw new StackError(`The shop could not be built.\n${tail}`);
      await writeFile(stampFile, key);
    });
  });
}

async function isBuilt(key: string): Promise<boolean> {
  return (await readFile(stampFile, "utf8").catch(() => "")) === key;
}

async function sourcesKey(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  for (const source of SOURCES) {
    for (const file of await listFiles(inProject(source))) {
      hash.update(`\0${path.relative(ROOT, file)}\0`).update(await readFile(file));
    }
  }
  return hash.digest("hex");
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (!entries) return [folder];
  const files: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (LEFT_OUT.has(entry.name)) continue;
    if (entry.isDirectory()) files.push(...(await listFiles(file)));
    else if (entry.isFile() && !LEFT_OUT_FILE.test(entry.name)) files.push(file);
  }
  return files;
}
