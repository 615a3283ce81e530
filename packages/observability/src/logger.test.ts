import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLogger, withIds } from "./logger.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cartwright-log-"));
  file = path.join(folder, "logs", "web.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (): Record<string, unknown>[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

it("writes one JSON object a line with time, level by name, process and the ids of the work", () => {
  const logger = withIds(createLogger({ name: "worker", file }), { requestId: "r-1", sagaId: "s-1" });
  logger.info({ step: "reserve" }, "step done");
  logger.warn("slow");
  expect(lines()).toEqual([
    expect.objectContaining({
      level: "info",
      process: "worker",
      requestId: "r-1",
      sagaId: "s-1",
      step: "reserve",
      msg: "step done",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    }),
    expect.objectContaining({ level: "warn", msg: "slow", sagaId: "s-1" }),
  ]);
});

it("lets no marker through, by field, child binding, error, cause or message", () => {
  const marker = "marker-2b9c";
  const logger = createLogger({ name: "web", file });
  logger.child({ email: marker, token: marker }).info({ headers: { cookie: marker, authorization: marker } }, "in");
  logger.error({ err: new Error(`no user ${marker}@example.com`, { cause: { password: marker } }) }, "failed");
  logger.info(`welcome ${marker}@example.com`);
  logger.info({ order: { shippingAddress: { name: marker, line1: marker }, email: marker } }, "placed");
  logger.error(new Error(`Bearer ${marker}${marker}`));
  const text = readFileSync(file, "utf8");
  expect(text).not.toContain(marker);
  expect(lines()).toHaveLength(5);
  expect(lines()[4]).toMatchObject({ level: "error", err: { type: "Error" } });
});

it("says nothing below its level", () => {
  const logger = createLogger({ name: "web", file, level: "warn" });
  logger.info("quiet");
  logger.warn("heard");
  expect(lines().map((line) => line["msg"])).toEqual(["heard"]);
});
