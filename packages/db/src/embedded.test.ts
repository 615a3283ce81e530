import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from "./embedded.ts";

let folder: string;
let messages: string[];
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "cartwright-embedded-")));
  await chmod(folder, 0o711);
  messages = [];
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const server of started.splice(0)) await server.stop();
  await removeEmbeddedPostgres(dataDir());
  await rm(folder, { recursive: true, force: true });
});

const dataDir = () => path.join(folder, "postgres");
async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: dataDir(),
    password: "the first password",
    logFile: path.join(folder, "logs", "postgres.log"),
    port: 0,
    onProgress: (message) => void messages.push(message),
    ...options,
  });
  started.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}/stat`) || canSignal(pid);
function canSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
async function untilGone(pid: number): Promise<void> {
  // Another process's child: there is no event to wait for, only the process table.
  while (canSignal(pid)) await sleep(20);
}

/** A process that starts the server as `npm start` does, so that it can be killed. */
async function startInAnotherProcess(): Promise<{ parent: ChildProcess; url: string; pid: number }> {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL("embedded.ts", import.meta.url).href)});
    const [dataDir, logFile] = process.argv.slice(1);
    const { url, pid } = await startEmbeddedPostgres({ dataDir, logFile, password: "the first password", port: 0 });
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => {}, 1000);`;
  const logFile = path.join(folder, "logs", "postgres.log");
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program, dataDir(), logFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(parent);
  const [line] = await once(parent.stdout, "data");
  const answer: { url: string; pid: number } = JSON.parse(String(line));
  return { parent, ...answer };
}

describe("the embedded PostgreSQL", () => {
  test("keeps its data over a stop and a start, and a stop leaves no process", async () => {
    const first = await start();
    await query(first.url, "create table kept as select 42 as answer");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    await expect(first.exited).resolves.toMatch(/shut down/);
    const second = await start();
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(messages).toEqual(["making the database's files"]);
  });

  test("listens on loopback only, with a password, and the shop's role is no superuser", async () => {
    const server = await start();
    const settings = await query(
      server.url,
      `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commits, current_setting('is_superuser') as superuser,
        (select count(*)::int from pg_stat_statements where false) as statements`,
    );
    expect(settings).toEqual([{ addresses: "127.0.0.1", fsync: "on", commits: "on", superuser: "off", statements: 0 }]);
    await expect(query(server.url.replace(/:[^:@]*@/, ":guess@"), "select 1")).rejects.toMatchObject({ code: "28P01" });
  });

  test("takes another port when the wanted one is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const server = await start({ port: taken });
    expect(server.port).not.toBe(taken);
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
    other.close();
  });

  test("ends with its killed parent, and has what was committed at the next start", async () => {
    const orphan = await startInAnotherProcess();
    await query(orphan.url, "create table kept as select 42 as answer");
    orphan.parent.kill("SIGKILL");
    await untilGone(orphan.pid);
    const server = await start();
    expect(await query(server.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test.skipIf(process.platform === "win32")(
    "stops a server left behind by a killed parent and guard first",
    async () => {
      const orphan = await startInAnotherProcess();
      await query(orphan.url, "create table kept as select 42 as answer");
      const guards = execFileSync("pgrep", ["-f", `cartwright-postgres-guard .*${folder}/`], { encoding: "utf8" });
      for (const pid of guards.trim().split("\n")) process.kill(Number(pid), "SIGKILL");
      orphan.parent.kill("SIGKILL");
      await once(orphan.parent, "exit");
      expect(isAlive(orphan.pid)).toBe(true);
      const server = await start();
      expect(isAlive(orphan.pid)).toBe(false);
      expect(await query(server.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    },
  );

  test("recovers a server that was killed, and reports meanwhile that it is gone", async () => {
    const first = await start();
    await query(first.url, "create table kept as select 42 as answer");
    process.kill(first.pid, "SIGKILL");
    await expect(first.exited).resolves.toMatch(/^SIGKILL/);
    const second = await start();
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("clears a stale lock file that names another process, and leaves that process alone", async () => {
    const first = await start();
    await first.stop();
    const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    children.push(stranger);
    await writeFile(path.join(dataDir(), "postmaster.pid"), `${stranger.pid}\n${dataDir()}\n0\n54321\n\n\n`);
    const second = await start();
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
  });

  test("leaves nothing that looks complete after an interrupted first run, and the next one cleans up", async () => {
    await mkdir(path.join(folder, "postgres.init-abc", "data", "base"), { recursive: true });
    await writeFile(path.join(folder, "postgres.init-abc", "data", "PG_VERSION"), "18\n");
    const server = await start();
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect((await readdir(folder)).toSorted()).toEqual(["logs", "postgres"]);
  });

  test("refuses data of another major version with a message, and leaves them as they are", async () => {
    await mkdir(dataDir());
    await writeFile(path.join(dataDir(), "PG_VERSION"), "14\n");
    await expect(start()).rejects.toThrow(/holds data of PostgreSQL 14, and this project brings 18/);
    expect(await readdir(dataDir())).toEqual(["PG_VERSION"]);
  });

  test("keeps the data when secrets are lost: they get the new password", async () => {
    const first = await start();
    await query(first.url, "create table kept as select 42 as answer");
    await first.stop();
    const second = await start({ password: "another password" });
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await expect(query(first.url.replace(/:\d+\//, `:${second.port}/`), "select 1")).rejects.toMatchObject({
      code: "28P01",
    });
  });

  test("logs JSON lines that name the failing statement and hold none of the values", async () => {
    const server = await start();
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query("create table people (email text unique)");
    await client.query("insert into people values ($1)", ["someone@example.com"]);
    await expect(client.query("insert into people values ($1)", ["someone@example.com"])).rejects.toThrow(/unique/);
    await client.end();
    await server.stop();
    const text = await readFile(path.join(folder, "logs", "postgres.log"), "utf8");
    const entries: { severity?: string; msg: string }[] = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries.find((entry) => entry.severity === "ERROR")?.msg).toMatch(/violates unique constraint/);
    expect(text).toContain("insert into people values ($1)");
    expect(text).not.toContain("someone@example.com");
  });

  test.skipIf(process.getuid?.() !== 0)(
    "under a folder that only root may enter, the data move to where the server's user can reach them",
    async () => {
      await chmod(folder, 0o700);
      const first = await start();
      await query(first.url, "create table kept as select 42 as answer");
      const place = await realpath(dataDir());
      expect((await lstat(dataDir())).isSymbolicLink()).toBe(true);
      expect(place).not.toContain(folder);
      await first.stop();

      const second = await start();
      expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
      await second.stop();

      // A deleted link is a deleted shop: the next one starts again in the same place.
      await rm(dataDir());
      const third = await start();
      expect(await query(third.url, "select to_regclass('kept') as kept")).toEqual([{ kept: null }]);
      await third.stop();
      await removeEmbeddedPostgres(dataDir());
      expect(existsSync(path.dirname(place))).toBe(false);
    },
  );
});
