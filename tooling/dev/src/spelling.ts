import { mkdir, writeFile } from "node:fs/promises";
import { listTrackedFiles } from "./changed-files.ts";
import { inProject } from "./project.ts";
import { runTool } from "./run-tool.ts";
import { checked, type StageResult } from "./stages.ts";

const CACHE = "node_modules/.cache/cspell";

/**
 * Spelling of these files, or of all files under version control, by cspell.json and tooling/spelling/words.txt. Results are
 * cached by content.
 */
export async function checkSpelling(given?: readonly string[]): Promise<StageResult> {
  const files = given ?? (await listTrackedFiles());
  if (files.length === 0) return checked(true, "nothing changed", "");
  await mkdir(inProject(CACHE), { recursive: true });
  const list = inProject(CACHE, given ? "changed-files.txt" : "files.txt");
  await writeFile(list, files.map((file) => inProject(file)).join("\n"));
  const options = ["--no-progress", "--no-summary", "--dot", "--cache", "--cache-strategy", "content"];
  const location = ["--cache-location", inProject(CACHE, "results.json")];
  const { ok, tail } = await runTool({
    command: ["cspell", "lint", ...options, ...location, "--no-must-find-files", "--file-list", list],
  });
  return checked(ok, `${files.length} files`, tail);
}
