import { type ChangedPlan, planChanged, readChangedFiles } from "./changed-files.ts";
import { runTool, type ToolRun } from "./run-tool.ts";
import { checkSpelling } from "./spelling.ts";
import { checked, type Stage, type StageResult } from "./stages.ts";

/** The checks of one package's changes: format, lint, types of the packages that were touched, related tests. */
export function changedStages(since: string): readonly Stage[] {
  let planned: Promise<ChangedPlan> | undefined;
  const plan = () => (planned ??= readChangedFiles(since).then(planChanged));
  const stage = (name: string, run: (changed: ChangedPlan) => Promise<StageResult>): Stage => ({
    name,
    run: async () => run(await plan()),
  });
  return [
    stage("format", ({ formatted }) => tool(formatted, ["oxfmt", "--check", "--no-error-on-unmatched-pattern"])),
    stage("lint", ({ sources }) => tool(sources, ["oxlint", "--type-aware"])),
    stage("spelling", ({ files }) => checkSpelling(files)),
    stage("types", async ({ projects }) => {
      const runs = projects.map((project) => runTool({ command: ["tsc", "--noEmit", "-p", project] }));
      const results = await Promise.all(runs);
      const errors = results.filter(({ ok }) => !ok).map(({ tail }) => tail);
      return checked(errors.length === 0, projects.join(", ") || "nothing changed", errors.join("\n"));
    }),
    stage("related tests", async ({ tested }) => {
      const failures: string[] = [];
      for (const [folder, files] of Object.entries(tested)) {
        // Of the same package: a basic one is used by nearly every test of the others.
        const command = ["vitest", "related", "--run", "--passWithNoTests", "--dir", folder, ...files] as const;
        const { ok, tail } = await runTool({ command, env: { ...process.env, NO_COLOR: "1" } });
        if (!ok) failures.push(tail);
      }
      return checked(failures.length === 0, Object.keys(tested).join(", ") || "nothing changed", failures.join("\n"));
    }),
  ];
}

async function tool(files: readonly string[], command: ToolRun["command"]): Promise<StageResult> {
  if (files.length === 0) return checked(true, "nothing changed", "");
  const { ok, tail } = await runTool({ command: [...command, ...files] });
  return checked(ok, `${files.length} files`, tail);
}
