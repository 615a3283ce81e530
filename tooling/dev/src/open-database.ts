import path from "node:path";
import { startEmbeddedPostgres } from "@cartwright/db/embedded";
import { logFileOf, rotateLog } from "./process-log.ts";
import type { Progress } from "./progress.ts";

export interface Database {
  readonly url: string;
  readonly superuserUrl?: string;
  readonly port?: number;
  readonly pid?: number;
  stop(): Promise<void>;
}

const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;

/** The embedded server, restarted on its port when it is killed; or, with `databaseUrl`, an external one. */
export async function openDatabase(
  options: { readonly dataDir: string; readonly password: string; readonly databaseUrl?: string },
  watcher: { readonly progress: Progress; readonly onPid: () => void; readonly fail: (error: Error) => void },
): Promise<Database> {
  if (options.databaseUrl) return { url: options.databaseUrl, stop: async () => undefined };
  const { progress } = watcher;
  const logFile = logFileOf(options.dataDir, "postgres");
  rotateLog(logFile);
  const start = (port?: number) =>
    startEmbeddedPostgres({
      dataDir: path.join(options.dataDir, "postgres"),
      password: options.password,
      logFile,
      ...(port !== undefined && { port }),
      onProgress: (message) => progress.note(message),
    });
  let server = await progress.step("starting PostgreSQL", () => start());
  const { url, port, superuserUrl } = server;
  const stopping = new AbortController();

  async function keepRunning(): Promise<void> {
    const restarts: number[] = [];
    while (!stopping.signal.aborted) {
      const reason = await server.exited;
      if (stopping.signal.aborted) return;
      const now = performance.now();
      restarts.push(now);
      if (restarts.filter((at) => now - at < RESTART_WINDOW_MS).length > RESTARTS_MAX) {
        throw new Error(`PostgreSQL does not stay up: ${reason}. Its log: ${logFile}`);
      }
      progress.note(`PostgreSQL went down (${reason}); starting it again`);
      server = await start(port);
      // The processes hold the old address.
      if (server.port !== port) throw new Error(`PostgreSQL's port ${port} was taken while it was down`);
      watcher.onPid();
    }
  }
  const watching = keepRunning().catch((error: unknown) => {
    watcher.fail(error instanceof Error ? error : new Error(String(error)));
  });

  return {
    url,
    superuserUrl,
    port,
    get pid() {
      return server.pid;
    },
    async stop() {
      stopping.abort();
      await server.stop();
      await watching;
      // It may have been starting again just then.
      await server.stop();
    },
  };
}
