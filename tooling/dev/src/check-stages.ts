import { readFile } from "node:fs/promises";
import { envExampleFaults, readEnvSchemas } from "./env-example.ts";
import { inProject } from "./project.ts";
import { runTool, type ToolRun } from "./run-tool.ts";
import { checkSpelling } from "./spelling.ts";
import { checked, type Stage } from "./stages.ts";

/** Turbo starts the packages' scripts through the package manager, which npx puts on the PATH for it. */
export async function throughPnpm(...command: readonly string[]): Promise<readonly [string, ...string[]]> {
  const manifest: unknown = JSON.parse(await readFile(inProject("package.json"), "utf8"));
  const name =
    typeof manifest === "object" && manifest && "packageManager" in manifest ? String(manifest.packageManager) : "pnpm";
  return ["npx", "-y", "--package", name, "--", ...command];
}

/** Type-checks every package. The longest of the checks. */
export const typesStage: Stage = {
  name: "types",
  async run() {
    const command = await throughPnpm("turbo", "run", "typecheck", "--output-logs=errors-only");
    const { ok, tail } = await runTool({ command });
    return checked(ok, ok ? `${/(\d+) successful/.exec(tail)?.[1] ?? "?"} packages` : "errors", tail);
  },
};

/** What needs no database and no browser: seconds, not minutes. */
export const checkStages: readonly Stage[] = [
  tool("format", { command: ["oxfmt", "--check", "."], count: /on (\d+) files/, unit: "files" }),
  tool("lint", { command: ["oxlint", "--type-aware", "."], count: /on (\d+) files/, unit: "files" }),
  { name: "spelling", run: () => checkSpelling() },
  typesStage,
  tool("graph", {
    command: [process.execPath, inProject("tooling/tidy/src/main.ts")],
    count: /(\d+) imports/,
    unit: "imports",
  }),
  tool("supply chain", {
    command: [process.execPath, inProject("tooling/tidy/src/supply-chain.ts")],
    count: /(\d+) files/,
    unit: "files",
  }),
  tool("unused files, exports and dependencies", { command: ["knip", "--no-progress"] }),
  {
    name: "environment",
    async run() {
      const schemas = await readEnvSchemas();
      const faults = envExampleFaults(await readFile(inProject(".env.example"), "utf8"), schemas);
      return checked(faults.length === 0, `${schemas.length} processes`, faults.join("\n"));
    },
  },
];

function tool(name: string, plan: { command: ToolRun["command"]; count?: RegExp; unit?: string }): Stage {
  return {
    name,
    async run() {
      const { ok, tail } = await runTool({ command: plan.command });
      const count = plan.count?.exec(tail)?.[1];
      return checked(ok, count ? `${count} ${plan.unit ?? ""}` : ok ? "clean" : "findings", tail);
    },
  };
}
