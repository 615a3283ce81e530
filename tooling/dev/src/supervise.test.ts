import { EventEmitter, once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { afterEach, beforeEach, expect, test } from "vitest";
import { choosePorts } from "./ports.ts";
import { isAlive, untilGone } from "./processes.ts";
import { type ProcessPlan, supervise, type SupervisedProcess } from "./supervise.ts";

let folder: string;
let port: number;
const started: SupervisedProcess[] = [];
const events = new EventEmitter();
let restarts: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "cartwright-supervise-"));
  ({ port } = await choosePorts({ port: 0 }));
  restarts = [];
});
afterEach(async () => {
  for (const part of started.splice(0)) await part.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A small server that is ready when it listens; `body` is what else it does. */
async function start(body = ""): Promise<SupervisedProcess> {
  const script = path.join(folder, "main.mjs");
  const server = `import { createServer } from "node:http";
    const server = createServer((_, response) => response.end("ok"));
    process.on("disconnect", () => process.exit(0));
    ${body}
    server.listen(${port}, "127.0.0.1");`;
  await writeFile(script, server);
  const plan: ProcessPlan = {
    name: "web",
    script,
    args: [],
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "" },
    logFile: path.join(folder, "web.log"),
    readyUrl: `http://127.0.0.1:${port}/`,
    drainMs: 2_000,
  };
  const part = await supervise(plan, {
    onRestart: (_, reason) => void restarts.push(reason),
    onPid: () => void events.emit("pid"),
  });
  started.push(part);
  return part;
}

test("restarts a killed process, and stop leaves none", async () => {
  const part = await start(`process.on("SIGTERM", () => process.exit(0));`);
  const first = part.pid();
  const back = once(events, "pid");
  process.kill(first, "SIGKILL");
  await back;
  expect(part.pid()).not.toBe(first);
  expect(restarts).toEqual(["ended by SIGKILL"]);
  await part.stop();
  expect(isAlive(part.pid())).toBe(false);
});

test("gives up a process that keeps crashing at start, and shows its last output", async () => {
  const part = await start(`import { existsSync, writeFileSync } from "node:fs";
    if (existsSync("crash")) throw new Error("no table of that name");
    writeFileSync("crash", "");`);
  process.kill(part.pid(), "SIGKILL");
  await expect(part.failed).rejects.toThrow(
    /web crashed 6 times within a minute: exit code 1[^]*no table of that name/,
  );
});

test("reports a process that cannot start with its own output, without waiting", async () => {
  await expect(start(`throw new Error("AUTH_SECRET is missing");`)).rejects.toThrow(
    /web did not start: exit code 1[^]*AUTH_SECRET is missing/,
  );
});

test("kills a process that ignores SIGTERM, with its children", async () => {
  const part = await start(`import { spawn } from "node:child_process";
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    console.log("child " + child.pid);
    process.on("SIGTERM", () => {});`);
  const log = await readFile(path.join(folder, "web.log"), "utf8");
  const child = Number(/child (\d+)/.exec(log)?.[1]);
  expect(isAlive(child)).toBe(true);
  await part.stop();
  expect(isAlive(part.pid())).toBe(false);
  expect(await untilGone(child, WAIT_MS_MAX)).toBe(true);
});

test("what a process prints beside its log is in the log, as JSON lines", async () => {
  const part = await start(
    `console.error("a library's warning"); console.log(JSON.stringify({ level: "info", msg: "own" }));`,
  );
  await part.stop();
  const lines = (await readFile(path.join(folder, "web.log"), "utf8")).trim().split("\n");
  const entries = lines.map((line): unknown => JSON.parse(line));
  expect(entries).toHaveLength(2);
  expect(entries).toContainEqual({ level: "info", msg: "own" });
  expect(entries).toContainEqual(expect.objectContaining({ process: "web", msg: "a library's warning" }));
});
