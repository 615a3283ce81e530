import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findOrInstall } from "./find-programs.ts";
import { choosePorts } from "./ports.ts";

export interface ThrowAwayRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** A Redis for one run: loopback, a free port, a folder of its own. `undefined` where there is none and none may be installed. */
export async function startThrowAwayRedis(onProgress: (message: string) => void): Promise<ThrowAwayRedis | undefined> {
  const given = process.env["REDIS_URL"];
  const program = await findOrInstall(["redis-server"], "redis-server", onProgress);
  if (!program) return given ? { url: given, stop: async () => undefined } : undefined;
  const folder = await mkdtemp(path.join(os.tmpdir(), "cartwright-redis-"));
  const { redis: port } = await choosePorts({ redis: 0 });
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    appendonly: "yes",
    appendfsync: "everysec",
    "maxmemory-policy": "noeviction",
    save: "",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  const ended = once(child, "exit");
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  for (let attempt = 0; !(await answers(port)); attempt += 1) {
    if (child.exitCode !== null || attempt > 200) throw new Error("redis-server did not start");
    await sleep(25);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      process.off("exit", end);
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: "127.0.0.1" });
  const open = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  socket.destroy();
  return open;
}
