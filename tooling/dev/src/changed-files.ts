import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { inProject, ROOT } from "./project.ts";

/** Files that differ from a commit, new ones included, as paths from the root. Deleted files are left out. */
export async function readChangedFiles(since: string): Promise<string[]> {
  const changed = await git("diff", "--name-only", "--relative", since, "--");
  const untracked = await git("ls-files", "--others", "--exclude-standard");
  return [...new Set([...changed, ...untracked])].filter((file) => existsSync(inProject(file))).toSorted();
}

/** All files under version control and new ones, as paths from the root. */
export async function listTrackedFiles(): Promise<string[]> {
  const files = await git("ls-files", "--cached", "--others", "--exclude-standard");
  return files.filter((file) => existsSync(inProject(file)));
}

async function git(...args: readonly string[]): Promise<string[]> {
  const child = spawn("git", args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [output, problem] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if ((await exit) !== 0) throw new Error(`git ${args.join(" ")}: ${problem.trim()}`);
  return output.split("\n").filter(Boolean);
}

const SOURCE = /\.(ts|tsx|mts|mjs|js)$/;
const FORMATTED = /\.(ts|tsx|mts|mjs|js|json|css|md|yaml|yml)$/;
/** `apps/web/e2e` has a tsconfig of its own. */
const PROJECT = /^(?:apps\/web\/e2e|(?:apps|packages|tooling)\/[^/]+)(?=\/)/;

/** What the checks of changed files look at. */
export interface ChangedPlan {
  readonly files: readonly string[];
  readonly formatted: readonly string[];
  readonly sources: readonly string[];
  /** Folders with a tsconfig whose files changed. */
  readonly projects: readonly string[];
  /** By package: the sources whose tests vitest can find. The browser journeys are not among them. */
  readonly tested: Readonly<Record<string, readonly string[]>>;
}

export function planChanged(files: readonly string[]): ChangedPlan {
  const sources = files.filter((file) => SOURCE.test(file));
  const projects = sources.flatMap((file) => PROJECT.exec(file)?.[0] ?? []);
  return {
    files,
    formatted: files.filter((file) => FORMATTED.test(file)),
    sources,
    projects: [...new Set(projects)],
    tested: Object.fromEntries(
      [...new Set(projects)]
        .filter((project) => project !== "apps/web/e2e")
        .map((project) => [project, sources.filter((file) => PROJECT.exec(file)?.[0] === project)]),
    ),
  };
}
