import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { chown, mkdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explain } from "./cluster.ts";
import { stopLeftover, stopServer } from "./leftover.ts";
import type { Place } from "./place.ts";
import { type ServerLog, writeServerLog } from "./server-log.ts";
import { PLAIN_ENV, type ServerUser } from "./server-user.ts";

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** The folder of the unix socket. Only the server's user and root may enter it. */
  readonly socketDirectory: string;
  /** Resolves when the server has stopped, whatever stopped it, with its last log lines. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly place: Place;
  readonly user: ServerUser | undefined;
  readonly logFile: string;
  /** Used if free, otherwise any other. */
  readonly port: number;
}

const READY = "database system is ready to accept connections";
const READY_MS_MAX = 60_000;
const ATTEMPTS_MAX = 40;
const ATTEMPT_PAUSE_MS = 500;
/** These errors pass on their own within seconds after a kill. */
const PASSING = /lock file "[^"]*" already exists|pre-existing shared memory block|is starting up/;
const PORT_TAKEN = /could not bind|Address already in use|could not create any TCP\/IP sockets/;

/** Starts the server and waits until it accepts connections. Retries while a killed predecessor still holds its lock. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let port = await freePort(options.port);
  for (let attempt = 1; ; attempt += 1) {
    await stopLeftover(options.place.data);
    const socketDirectory = await makeSocketDirectory(options);
    const child = spawnServer(options, port, socketDirectory);
    const log = writeServerLog(child.stderr, options.logFile);
    const exited = exitOf(child, log);
    const outcome = await Promise.race([
      log.until(READY).then(() => "ready" as const),
      exited.then(() => "exited" as const),
      sleep(READY_MS_MAX, "late" as const, { ref: false }),
    ]);
    if (outcome === "ready" && child.pid !== undefined) {
      return running({ child, pid: child.pid, port, socketDirectory, exited, options });
    }
    if (outcome === "late" && child.pid !== undefined) await stopServer(child.pid);
    if (attempt >= ATTEMPTS_MAX || !(PASSING.test(log.tail()) || PORT_TAKEN.test(log.tail()))) {
      throw explain(log.tail(), "The database server did not start.");
    }
    if (PORT_TAKEN.test(log.tail())) port = await freePort(0);
    await sleep(ATTEMPT_PAUSE_MS);
  }
}

function spawnServer({ place, user }: ServerOptions, port: number, socketDirectory: string) {
  return spawn(
    path.join(place.binaries.root, "bin", "postgres"),
    // oxfmt-ignore
    [
      "-D", place.data,
      "-p", String(port),
      "-c", "listen_addresses=127.0.0.1",
      "-c", `unix_socket_directories=${socketDirectory}`,
    ],
    {
      cwd: "/",
      env: PLAIN_ENV,
      stdio: ["ignore", "ignore", "pipe"],
      // A session of its own: Ctrl-C in the terminal is for the supervisor, which stops the database last.
      detached: true,
      ...(user && { uid: user.uid, gid: user.gid }),
    },
  );
}

async function exitOf(child: ChildProcess, log: ServerLog): Promise<string> {
  const reason = await new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return `${reason}: ${log.tail().split("\n").at(-1) ?? ""}`;
}

function running(input: {
  child: ChildProcess;
  pid: number;
  port: number;
  socketDirectory: string;
  exited: Promise<string>;
  options: ServerOptions;
}): RunningServer {
  const { pid, options } = input;
  const guard = startGuard(pid, options);
  return {
    pid,
    port: input.port,
    socketDirectory: input.socketDirectory,
    exited: input.exited,
    async stop() {
      await stopServer(pid);
      await input.exited;
      await guard.stop();
      if (input.socketDirectory !== options.place.data)
        await rm(input.socketDirectory, { recursive: true, force: true });
    },
  };
}

/**
 * A shell that waits on a pipe from this process. When the pipe breaks because this process is gone (even by SIGKILL), it
 * stops the server, if it is still that server. So a killed parent leaves no server behind.
 */
function startGuard(pid: number, { place, user }: ServerOptions): { stop(): Promise<void> } {
  if (process.platform === "win32") return { stop: async () => undefined };
  const script = 'read -r _; [ "$(head -n 1 "$1" 2>/dev/null)" = "$2" ] && kill -INT "$2"';
  const lockFile = path.join(place.data, "postmaster.pid");
  const guard = spawn("/bin/sh", ["-c", script, "cartwright-postgres-guard", lockFile, String(pid)], {
    cwd: "/",
    env: PLAIN_ENV,
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  guard.on("error", () => undefined);
  guard.stdin.on("error", () => undefined);
  return {
    async stop() {
      if (guard.exitCode !== null || guard.signalCode !== null || guard.pid === undefined) return;
      guard.stdin.end();
      await once(guard, "close");
    },
  };
}

/** Paths longer than about 100 bytes do not fit into a socket address. */
const SOCKET_FOLDER_BYTES_MAX = 85;

async function makeSocketDirectory({ place, user }: ServerOptions): Promise<string> {
  if (Buffer.byteLength(place.data) <= SOCKET_FOLDER_BYTES_MAX) return place.data;
  const hash = createHash("sha256").update(place.data).digest("hex").slice(0, 12);
  const folder = `/tmp/cartwright-${hash}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

/** `preferred` if it is free on loopback, otherwise a port that the system picks. */
async function freePort(preferred: number): Promise<number> {
  for (const port of [preferred, 0]) {
    const server = createServer();
    const bound = await new Promise<number | undefined>((resolve) => {
      server.once("error", () => resolve(undefined));
      server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : undefined);
      });
    });
    if (bound === undefined) continue;
    await new Promise((resolve) => server.close(resolve));
    return bound;
  }
  throw new Error("no free port on 127.0.0.1");
}
