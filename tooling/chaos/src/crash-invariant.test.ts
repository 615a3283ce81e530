import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readCrashes } from "./crash-invariant.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chaos-falls-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, ...lines: (object | string)[]) =>
  writeFile(
    path.join(folder, name),
    lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
  );
const line = (pid: number, msg: string, more: object = {}) => ({ process: "worker", pid, msg, ...more });
const fall = { err: { message: "terminating connection" } };

test("accepts a process that was killed, and one that could not start without a database", async () => {
  await write(
    "worker.log",
    line(1, "working"),
    '{"process": "wor',
    line(2, "uncaught error", fall),
    line(3, "working"),
  );
  await write("web.log", "a library's warning", line(4, "web is up"), line(5, "listening"));
  expect(await readCrashes(folder)).toMatchObject({ checked: 4, violations: 0 });
});

test("finds a process that crashed after it was up", async () => {
  await write("worker.log", line(1, "working"), line(1, "uncaught error", fall), line(2, "working"));
  expect(await readCrashes(folder)).toMatchObject({
    checked: 2,
    violations: 1,
    examples: ["worker (1): terminating connection"],
  });
});
