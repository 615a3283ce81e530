import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface RedisServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 5_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

/** A Redis of our own with the settings that production needs (append-only file, no eviction). Null when none is installed. */
export async function startRedis(): Promise<RedisServer | null> {
  const folder = await mkdtemp(path.join(tmpdir(), "cartwright-bench-redis-"));
  const port = await freePort();
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  const child: ChildProcess = spawn(
    "redis-server",
    [...settings, "--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction"],
    { stdio: "ignore" },
  );
  const failed = new Promise<true>((resolve) => {
    child.once("error", () => resolve(true));
    child.once("exit", () => resolve(true));
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    const over = await Promise.race([failed, sleep(50).then(() => Date.now() > deadline)]);
    if (!over) continue;
    child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    return null;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      child.kill("SIGTERM");
      await failed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
