import path from "node:path";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { SUPERUSER } from "./cluster.ts";
import { stopLeftover } from "./leftover.ts";
import type { Place } from "./place.ts";
import { runAs, type ServerUser } from "./server-user.ts";

export const APP_ROLE = "cartwright";

/**
 * The role and the database of the shop. The role owns its database and may create others (restore drills, tests), but is
 * not a superuser: an injected statement cannot reach the server's files or programs.
 */
export async function ensureAppDatabase(superuserUrl: string, password: string): Promise<void> {
  const role = escapeIdentifier(APP_ROLE);
  await withClient(superuserUrl, async (client) => {
    const { rowCount } = await client.query("select from pg_roles where rolname = $1", [APP_ROLE]);
    if (!rowCount) await client.query(`create role ${role} login createdb`);
    await client.query(`alter role ${role} password ${escapeLiteral(password)}`);
    await client.query(`grant pg_monitor, pg_signal_backend to ${role}`);
    const found = await client.query("select from pg_database where datname = $1", [APP_ROLE]);
    if (!found.rowCount) await client.query(`create database ${role} owner ${role}`);
  });
  const inApp = new URL(superuserUrl);
  inApp.pathname = `/${APP_ROLE}`;
  await withClient(inApp.href, async (client) => {
    await client.query("create extension if not exists pg_stat_statements");
  });
}

/** Whether the superuser's password is the one in the URL. Any other error is thrown. */
export async function passwordFits(superuserUrl: string): Promise<boolean> {
  try {
    await withClient(superuserUrl, async () => undefined);
    return true;
  } catch (error) {
    if (typeof error === "object" && error && "code" in error && error.code === "28P01") return false;
    throw error;
  }
}

/** Sets the superuser's password on a stopped server: the way back in when the secrets were lost and the data were not. */
export async function resetPassword(place: Place, user: ServerUser | undefined, password: string): Promise<void> {
  await stopLeftover(place.data);
  const { code, output } = await runAs(
    user,
    [path.join(place.binaries.root, "bin", "postgres"), "--single", "-D", place.data, "postgres"],
    `alter role ${escapeIdentifier(SUPERUSER)} password ${escapeLiteral(password)}\n`,
  );
  if (code !== 0) throw new Error(`the database's password could not be reset: ${output}`);
}

async function withClient(connectionString: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString, application_name: "embedded", connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
