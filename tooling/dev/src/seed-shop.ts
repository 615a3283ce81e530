import { inProject } from "./project.ts";
import type { Progress } from "./progress.ts";
import { runTool } from "./run-tool.ts";
import { StackError } from "./stack-error.ts";
import type { DemoAccount } from "./stack-file.ts";

/**
 * Fills an empty database with the demo shop, in a process of its own. It marks the database when it is done, so that a
 * second run finds nothing to do.
 */
export async function seedShop(options: {
  readonly env: Readonly<Record<string, string>>;
  readonly size: "full" | "small";
  readonly accounts: readonly DemoAccount[];
  readonly logFile: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}): Promise<void> {
  const script = inProject("tooling/seed/src/main.ts");
  const size = options.size === "small" ? ["--small"] : [];
  const { ok, tail } = await options.progress.step("filling the shop with its range, pictures and orders", () =>
    runTool({
      command: [process.execPath, "--disable-warning=ExperimentalWarning", script, ...size],
      env: { ...options.env, CARTWRIGHT_DEMO_ACCOUNTS: JSON.stringify(options.accounts) },
      logFile: options.logFile,
      ...(options.signal && { signal: options.signal }),
    }),
  );
  if (!ok) throw new StackError(`The shop could not be filled.\n${tail}`);
}
