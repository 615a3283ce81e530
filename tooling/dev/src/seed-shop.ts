import { inProject } from "./project.ts";
import type { Progress } from "./progress.ts";
import { runTool } from "./run-tool.ts";
import { StackError } from "./stack-error.ts";
import type { DemoAccount } from "./stack-file.ts";

/**
 * Painting takes and gives back surfaces of some megabytes by the thousand. glibc asks the system for each anew, which is
 * a twentieth of all the work; so it is told to keep them. Other C libraries do not know these names.
 */
const KEEP_MEMORY = { MALLOC_MMAP_THRESHOLD_: "67108864", MALLOC_TRIM_THRESHOLD_: "268435456" } as const;

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
      env: { ...options.env, ...KEEP_MEMORY, CARTWRIGHT_DEMO_ACCOUNTS: JSON.stringify(options.accounts) },
      logFile: options.logFile,
      ...(options.signal && { signal: options.signal }),
    }),
  );
  if (!ok) throw new StackError(`The shop could not be filled.\n${tail}`);
}
