import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Place } from "./place.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { runAs, type ServerUser } from "./server-user.ts";

export interface ClusterOptions {
  readonly place: Place;
  readonly user: ServerUser | undefined;
  readonly superuserPassword: string;
  /** `none` is for temporary servers: a crash of the machine may lose the data. */
  readonly durability: "full" | "none";
}

export const SUPERUSER = "postgres";
const FREE_BYTES_MIN = { first: 400e6, later: 50e6 };

/** Creates the data folder if there is none, otherwise checks that this server can read it. Rewrites its settings. */
export async function prepareCluster(options: ClusterOptions, onProgress: (message: string) => void): Promise<void> {
  const { data, binaries } = options.place;
  const found = await readFile(path.join(data, "PG_VERSION"), "utf8").catch(() => undefined);
  await checkFreeSpace(path.dirname(data), found ? FREE_BYTES_MIN.later : FREE_BYTES_MIN.first);
  if (found === undefined) {
    onProgress("making the database's files");
    await initialise(options);
  } else if (found.trim() !== binaries.major) {
    throw new EmbeddedPostgresError(
      `${data} holds data of PostgreSQL ${found.trim()}, and this project brings ${binaries.major}. ` +
        `Dump it with the old version and restore it here, or move the folder away to begin anew.`,
    );
  }
  await writeSettings(options);
}

/** In a temporary folder that is renamed when complete: an interrupted first run leaves nothing that looks complete. */
async function initialise(options: ClusterOptions): Promise<void> {
  const { place, user } = options;
  const parent = path.dirname(place.data);
  const prefix = `${path.basename(place.data)}.init-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(path.join(parent, name), { recursive: true, force: true });
  }
  const nursery = await mkdtemp(path.join(parent, prefix));
  const fresh = path.join(nursery, "data");
  const passwordFile = path.join(nursery, "password");
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, options.superuserPassword, { mode: 0o600 });
  for (const file of user ? [nursery, fresh, passwordFile] : []) await chown(file, user?.uid ?? 0, user?.gid ?? 0);
  const { code, output } = await runAs(user, [
    path.join(place.binaries.root, "bin", "initdb"),
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The server's own collation: the same order on every system, independent of the system's locales.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(options.durability === "none" ? ["--no-sync"] : []),
  ]);
  if (code !== 0) {
    await rm(nursery, { recursive: true, force: true });
    throw explain(output, "The database's files could not be made.");
  }
  // An empty folder that exists already may be replaced. One with content is not ours to remove.
  await rename(fresh, place.data);
  await rm(nursery, { recursive: true, force: true });
}

const SETTINGS_FILE = "cartwright.conf";

async function writeSettings({ place, user, durability }: ClusterOptions): Promise<void> {
  const settings = Object.entries(durability === "full" ? SETTINGS : { ...SETTINGS, ...UNSAFE_SETTINGS });
  const files: Record<string, string> = {
    [SETTINGS_FILE]: settings.map(([name, value]) => `${name} = '${value}'\n`).join(""),
    "pg_hba.conf": HOST_RULES,
  };
  const main = path.join(place.data, "postgresql.conf");
  const before = await readFile(main, "utf8");
  const include = `include '${SETTINGS_FILE}'`;
  if (!before.includes(include)) files["postgresql.conf"] = `${before}\n${include}\n`;
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(place.data, name);
    await writeFile(file, content, { mode: 0o600 });
    if (user) await chown(file, user.uid, user.gid);
  }
}

const HOST_RULES = `# Written at every start. Loopback and the socket only, always with a password.
local all all               scram-sha-256
host  all all 127.0.0.1/32  scram-sha-256
host  all all ::1/128       scram-sha-256
`;

/** For a machine of two cores with other work. fsync and synchronous_commit stay on: a placed order is on disk. */
const SETTINGS = {
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_parallel_workers_per_gather: "0",
  random_page_cost: "1.1",
  jit: "off",
  wal_buffers: "16MB",
  min_wal_size: "128MB",
  max_wal_size: "1GB",
  checkpoint_timeout: "15min",
  autovacuum_naptime: "15s",
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track_planning": "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_duration_statement: "250ms",
  // Statements and errors are logged without their values, which are names and addresses.
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_error_verbosity: "terse",
  log_line_prefix: "%m\t%p\t%a\t%d\t",
  log_lock_waits: "on",
  log_checkpoints: "off",
};

const UNSAFE_SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  autovacuum_naptime: "1min",
  log_min_duration_statement: "-1",
};

async function checkFreeSpace(folder: string, bytesMin: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytesMin) return;
  const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;
  throw new EmbeddedPostgresError(
    `The disk of ${folder} is full: ${megabytes(bavail * bsize)} are free, the database needs at least ` +
      `${megabytes(bytesMin)}. Free some space, or put the data elsewhere with DATA_DIR.`,
  );
}

/** Translates a message of the server or of initdb for the person who started it. */
export function explain(output: string, summary: string): EmbeddedPostgresError {
  const known = [
    [/No space left on device/, "The disk is full. Free some space, or put the data elsewhere with DATA_DIR."],
    [/could not look up effective user ID/, "This user id has no entry in /etc/passwd; PostgreSQL needs one."],
    [
      /wrong ownership|Permission denied/,
      "The data belong to another user. Run as that user, or set another DATA_DIR.",
    ],
    [
      /could not create shared memory|Cannot allocate memory/,
      "There is not enough memory for the server (about 300 MB).",
    ],
    [
      /error while loading shared libraries|not found \(required by/,
      "The system's C library does not fit the binaries (Alpine is not supported): set DATABASE_URL.",
    ],
  ] as const;
  const hint = known.find(([pattern]) => pattern.test(output))?.[1];
  const lastLines = output.trim().split("\n").slice(-6).join("\n  ");
  return new EmbeddedPostgresError(`${summary}${hint ? ` ${hint}` : ""}\n  ${lastLines}`);
}
