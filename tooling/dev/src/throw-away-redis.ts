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
  /** The server, if it is ours. */
  readonly server?: {
    readonly pid: () => number;
    /** Ends it by this signal and starts it again on its port and its data. Resolves when it answers. */
    restart(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  };
  stop(): Promise<void>;
}

/** A Redis for one run: loopback, a free port, a folder of its own. `undefined` where there is none and none may be installed. */
export async function startThrowAwayRedis(onProgress: (message: string) => void): Promise<ThrowAwayRedis | undefined> {
  const given = process.env["REDIS_URL"];
  const program = await findOrInstall(["redis-server"], "redis-server", onProgress);
  if (!program) return given ? { url: given, stop: async () => undefined } : undefined;
  const folder = await mkdtemp(path.join(os.tmpdir(), "cartwright-redis-"));
  const { redis: port } = await choosePorts({ redis: 0 });
  let running = await launch(program, port, folder);
  const end = () => running.child.kill("SIGKILL");
  process.once("exit", end);
  return {
    url: `redis://127.0.0.1:${port}`,
    server: {
      pid: () => running.child.pid ?? 0,
      async restart(signal) {
        running.child.kill(signal);
        await running.ended;
        running = await launch(program, port, folder);
      },
    },
    async stop() {
      process.off("exit", end);
      running.child.kill("SIGTERM");
      await running.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(program: string, port: number, folder: string) {
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
  for (let attempt = 0; !(await answers(port)); attempt += 1) {
    if (child.exitCode !== null || attempt > 200) throw new Error("redis-server did not start");
    await sleep(25);
  }
  return { child, ended };
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
