import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";
import { runTool } from "./run-tool.ts";

/** Absolute path of the first of these programs that the PATH has. */
export async function findProgram(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env["PATH"] ?? "").split(path.delimiter)) {
      const file = path.join(folder, name);
      if (await canRun(file)) return file;
    }
  }
  return undefined;
}

const canRun = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

const APT_MS_MAX = 300_000;
/** Two stages that run side by side must not install at once: apt takes one lock for all. */
let installing: Promise<unknown> = Promise.resolve();

/** Finds a program, or installs Debian's package of it where that is allowed (as root, with apt). */
export async function findOrInstall(
  names: readonly string[],
  debianPackage: string,
  onProgress: (message: string) => void,
): Promise<string | undefined> {
  const present = await findProgram(names);
  if (present) return present;
  if (process.getuid?.() !== 0 || !(await findProgram(["apt-get"]))) return undefined;
  const installed = installing.then(() => installPackage(debianPackage, onProgress));
  installing = installed;
  await installed;
  return await findProgram(names);
}

async function installPackage(debianPackage: string, onProgress: (message: string) => void): Promise<void> {
  onProgress(`installing Debian's ${debianPackage}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runTool({ command: ["apt-get", "update", "-q"], env, timeoutMs: APT_MS_MAX });
  await runTool({
    command: ["apt-get", "install", "-y", "-q", "--no-install-recommends", debianPackage],
    env,
    timeoutMs: APT_MS_MAX,
  });
}
