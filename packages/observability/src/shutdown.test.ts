import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("testing/stopping-process.ts", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly said: string[];
}

/** Starts the process, runs `act` when it is up, and returns how it ended and what it logged. */
async function run(trigger: string, act: (child: ChildProcess) => void, ipc = false): Promise<Ended> {
  const child = spawn(process.execPath, [script, trigger], {
    stdio: ["ignore", "pipe", "inherit", ...(ipc ? (["ipc"] as const) : [])],
  });
  let output = "";
  let up = false;
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (!up && output.includes("up\n")) {
      up = true;
      act(child);
    }
  });
  // Not "close", which is never emitted after this side has closed the IPC channel.
  const [[code]] = await Promise.all([once(child, "exit"), child.stdout ? once(child.stdout, "end") : null]);
  const said = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => String(JSON.parse(line).msg));
  return { code, said };
}

it("stops its parts in reverse order at SIGTERM and ends with 0, however often it is told", async () => {
  const { code, said } = await run("none", (child) => {
    child.kill("SIGTERM");
    child.kill("SIGINT");
  });
  expect(code).toBe(0);
  expect(said).toEqual(["stopping", "stopped last", "stopped first", "stopped"]);
});

it("stops when its supervisor goes away", async () => {
  const { code, said } = await run("none", (child) => child.disconnect(), true);
  expect(code).toBe(0);
  expect(said).toContain("stopped first");
});

it("stops the rest when one part cannot be stopped, and ends with 1", async () => {
  const { code, said } = await run("broken", (child) => child.kill("SIGINT"));
  expect(code).toBe(1);
  expect(said).toEqual(["stopping", "stopped last", "a part failed to stop", "stopped first", "stopped"]);
});

it("does not wait for ever", async () => {
  const { code, said } = await run("hang", (child) => child.kill("SIGTERM"));
  expect(code).toBe(1);
  expect(said).toEqual(["stopping", "stopping took too long"]);
});

it.each(["throw", "reject"])("logs an uncaught error (%s), stops in order and ends with 1", async (trigger) => {
  const { code, said } = await run(trigger, () => undefined);
  expect(code).toBe(1);
  expect(said).toEqual(["uncaught error", "stopping", "stopped last", "stopped first", "stopped"]);
});
