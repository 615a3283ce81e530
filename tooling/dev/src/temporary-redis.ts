import { spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { findOrInstall } from "./find-programs.ts";
import { choosePorts } from "./ports.ts";

const POLL_MS = 25;
const ATTEMPTS_MAX = 1_200;

/** A server that this process started. */
interface RedisServer {
  readonly pid: () => number;
  /** Ends it by this signal and starts it again on its port and its data. Resolves when it accepts connections. */
  restart(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

export interface TemporaryRedis {
  readonly url: string;
  /** The server, if it was started for this run. */
  readonly server?: RedisServer;
  stop(): Promise<void>;
}

/** A Redis for one run: a new server where `redis-server` is available, else the one of `REDIS_URL`, else `undefined`. */
export async function startTemporaryRedis(onProgress: (message: string) => void): Promise<TemporaryRedis | undefined> {
  const given = process.env["REDIS_URL"];
  const program = await findOrInstall(["redis-server"], "redis-server", onProgress);
  if (program) return runRedis(program);
  return given ? { url: given, stop: async () => undefined } : undefined;
}

/** Runs this `redis-server` as production needs it (append-only file, no eviction): loopback, a free port, a folder of its own. */
async function runRedis(program: string): Promise<TemporaryRedis & { readonly server: RedisServer }> {
  const folder = await makeTempFolder("redis");
  const { redis: port } = await choosePorts({ redis: 0 });
  const start = () => launch(program, port, folder.path);
  let running = await start();
  const end = () => running.child.kill("SIGKILL");
  process.once("exit", end);
  return {
    url: `redis://127.0.0.1:${port}`,
    server: {
      pid: () => running.child.pid ?? 0,
      async restart(signal) {
        running.child.kill(signal);
        await running.ended;
        running = await start();
      },
    },
    async stop() {
      process.off("exit", end);
      running.child.kill("SIGTERM");
      await running.ended;
      await folder.remove();
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
  for (let attempt = 0; !(await acceptsConnections(port)); attempt += 1) {
    if (child.exitCode !== null || attempt > ATTEMPTS_MAX) {
      child.kill("SIGKILL");
      throw new Error("redis-server did not start");
    }
    await sleep(POLL_MS);
  }
  return { child, ended };
}

async function acceptsConnections(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: "127.0.0.1" });
  const open = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  socket.destroy();
  return open;
}
