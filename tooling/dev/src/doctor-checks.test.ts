import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createTestDatabase } from "@cartwright/db/testing/database";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  checkDatabase,
  checkEnvironment,
  checkPorts,
  checkProcesses,
  checkRedis,
  checkSecrets,
  lookAt,
} from "./doctor-checks.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "cartwright-doctor-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));
const patient = (env: Record<string, string> = {}) => ({ dataDir, env, running: undefined, starting: undefined });

test("a machine where nothing was started yet is well", async () => {
  const states = [
    await checkEnvironment(patient()),
    await checkSecrets(patient()),
    ...(await checkDatabase(patient())),
    await checkRedis(patient()),
  ].map(({ state }) => state);
  expect(states).toEqual(["well", "well", "well", "well"]);
});

test("a setting that a process would refuse is named with the process, and its value is not repeated", async () => {
  const finding = await checkEnvironment(patient({ RATE_LIMIT_AUTH: "s3cret words", AUTH_SECRET: "too short" }));
  expect(finding).toMatchObject({ state: "trouble", says: expect.stringContaining("web: ") as unknown });
  expect(finding.says).toContain("RATE_LIMIT_AUTH");
  expect(finding.says).toContain("AUTH_SECRET");
  expect(finding.says).not.toMatch(/s3cret|too short/);
});

test("a database that lacks migrations is trouble, with their names; one that has them is well", async () => {
  const database = await createTestDatabase();
  const env = { DATABASE_URL: database.url };
  expect((await checkDatabase(patient(env))).map(({ state }) => state)).toEqual(["well", "well"]);
  await database.pool.query("delete from migrations.applied where name = (select max(name) from migrations.applied)");
  const [, migrations] = await checkDatabase(patient(env));
  expect(migrations).toMatchObject({ state: "trouble", says: expect.stringMatching(/^1 to apply: \d{4}-/) as unknown });
  await database.close();
  const [gone] = await checkDatabase(patient(env));
  expect(gone).toMatchObject({ name: "database", state: "trouble" });
});

test("the shop's port in use is trouble, another one only advice", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  expect(await checkPorts(patient({ PORT: String(port) }))).toMatchObject({
    state: "trouble",
    todo: `Start with another: PORT=${port + 100} npm start`,
  });
  expect(await checkPorts(patient({ PORT: String(port - 1) }))).not.toMatchObject({ state: "well" });
  server.close();
});

test("secrets that others can read are trouble", async () => {
  const file = path.join(dataDir, "secrets.json");
  await writeFile(file, "{}", { mode: 0o600 });
  expect(await checkSecrets(patient())).toMatchObject({ state: "well" });
  await chmod(file, 0o644);
  expect(await checkSecrets(patient())).toMatchObject({ state: "trouble", todo: `chmod 600 ${file}` });
});

test("a stack file of a supervisor that is gone, or of a stranger's process, is not a running shop", async () => {
  for (const supervisorPid of [4_194_304, process.pid]) {
    await writeFile(path.join(dataDir, "stack.json"), JSON.stringify({ supervisorPid }));
    expect((await lookAt(dataDir, {})).running).toBeUndefined();
  }
});

test("a first start that is still seeding says how far it is, and nothing of it is trouble", async () => {
  // Runs until its input ends, under the name of the seed.
  const script = "process.stdin.on('end', () => process.exit()).resume(); console.log('up')";
  const start = spawn(process.execPath, ["-e", script, "tooling/seed/src/main.ts"], { stdio: "pipe" });
  await once(start.stdout, "data");
  const progress = { pid: start.pid, doing: "pictures", count: { done: 120, total: 480 } };
  const file = path.join(dataDir, "seed-progress.json");
  await writeFile(path.join(dataDir, "stack.lock"), `${start.pid}\n`);
  await writeFile(file, JSON.stringify(progress));
  const seeding = await lookAt(dataDir, {});
  expect(await checkProcesses(seeding)).toMatchObject({ state: "advice", says: "seeding, 120 of 480 (pictures)" });
  const others = [await checkPorts(seeding), ...(await checkDatabase(seeding))];
  expect(others.map(({ state }) => state)).toEqual(["well", "well"]);

  await writeFile(file, JSON.stringify({ ...progress, pid: 4_194_304 }));
  expect(await checkProcesses(await lookAt(dataDir, {}))).toMatchObject({ says: `starting (process ${start.pid})` });
  start.stdin.end();
  await once(start, "exit");
  await writeFile(file, JSON.stringify(progress));
  expect(await checkProcesses(await lookAt(dataDir, {}))).toMatchObject({ state: "well", says: "does not run" });
});
