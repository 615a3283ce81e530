import { createHash } from "node:crypto";
import { mkdir, realpath, rm } from "node:fs/promises";
import path from "node:path";
import { findBinaries } from "./embedded/binaries.ts";
import { prepareCluster, SUPERUSER } from "./embedded/cluster.ts";
import { stopLeftover } from "./embedded/leftover.ts";
import { findPlace } from "./embedded/place.ts";
import { APP_ROLE, ensureAppDatabase, passwordFits, resetPassword } from "./embedded/roles.ts";
import { type RunningServer, startServer } from "./embedded/server.ts";
import { chooseServerUser } from "./embedded/server-user.ts";

export { EmbeddedPostgresError } from "./embedded/embedded-error.ts";

export interface EmbeddedPostgresOptions {
  /** The data folder. Created on first use; may become a link (see docs/decisions/0002-embedded-postgres.md). */
  readonly dataDir: string;
  /** The password of the shop's role. If the data were created with another one, they get this one. */
  readonly password: string;
  /** JSON lines are appended to this file. */
  readonly logFile: string;
  /** Used if free, otherwise another. Default 54320. */
  readonly port?: number;
  /** `none` is for temporary servers (no fsync). Default `full`. */
  readonly durability?: "full" | "none";
  readonly onProgress?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** The URL of the shop's role and database, over loopback. */
  readonly url: string;
  /** The URL of the superuser and the database `postgres`: for tests and maintenance, never for the shop. */
  readonly superuserUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves with the reason when the server has stopped, whatever stopped it. */
  readonly exited: Promise<string>;
  /** Stops it (fast, then by force) and resolves when the process is gone. */
  stop(): Promise<void>;
}

const DEFAULT_PORT = 54_320;

/**
 * Starts the real PostgreSQL from npm, on loopback only, as another user when we are root. Creates its data on first use;
 * recovers from a killed parent, a stale lock, an interrupted first run and an occupied port. Throws {@link
 * EmbeddedPostgresError} with a message for the person at the terminal.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const dataDir = path.resolve(options.dataDir);
  const durability = options.durability ?? "full";
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const user = await chooseServerUser(dataDir);
  const place = await findPlace({ dataDir, binaries: await findBinaries(), user }, onProgress);
  await stopLeftover(place.data);
  // Derived from the shop's own, so that there is one secret to keep and the shop's connection does not hold it.
  const superuserPassword = createHash("sha256").update(`superuser:${options.password}`).digest("base64url");
  await prepareCluster({ place, user, superuserPassword, durability }, onProgress);

  const start = () => startServer({ place, user, logFile: options.logFile, port: options.port ?? DEFAULT_PORT });
  const urlOf = (server: RunningServer, role: string, password: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${role}`;
  let server = await start();
  try {
    if (!(await passwordFits(urlOf(server, SUPERUSER, superuserPassword)))) {
      onProgress("the secrets are new: giving the database its new password");
      await server.stop();
      await resetPassword(place, user, superuserPassword);
      server = await start();
    }
    const superuserUrl = urlOf(server, SUPERUSER, superuserPassword);
    await ensureAppDatabase(superuserUrl, options.password);
    const { port, pid, exited } = server;
    const url = urlOf(server, APP_ROLE, options.password);
    return { url, superuserUrl, port, pid, exited, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Deletes the data of a stopped temporary server, wherever they are. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const link = path.join(await realpath(path.dirname(dataDir)), path.basename(dataDir));
  const data = await realpath(link).catch(() => link);
  // When the data had to move, their folder was created for them alone.
  await rm(data === link ? data : path.dirname(data), { recursive: true, force: true });
  await rm(link, { recursive: true, force: true });
}
