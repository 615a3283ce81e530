import { sqlState } from "@cartwright/db/sql-state";

type Explain = (url: URL) => string;

const databaseOf = (url: URL) => decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
const unreachable: Explain = (url) =>
  `Nothing responds at ${url.hostname}:${url.port || "5432"}. Start the server, or correct host and port in DATABASE_URL.`;

/** What a person does about each failure to connect, by SQLSTATE or network error. */
const CAUSES: Readonly<Record<string, Explain>> = {
  "28P01": (url) =>
    `The password of the role "${decodeURIComponent(url.username)}" is wrong, or there is no such role. Correct it in DATABASE_URL.`,
  "28000": (url) =>
    `The server does not let the role "${decodeURIComponent(url.username)}" in. Create it (create role … login), or correct DATABASE_URL.`,
  "3D000": (url) =>
    `There is no database "${databaseOf(url)}". Create it (createdb ${databaseOf(url)}), or correct DATABASE_URL.`,
  "42501": (url) =>
    `The role "${decodeURIComponent(url.username)}" may not create schemas in "${databaseOf(url)}". Make it the owner: alter database "${databaseOf(url)}" owner to "${decodeURIComponent(url.username)}".`,
  "53300": () => "The server has no connection left. Stop what holds them, or raise max_connections.",
  ECONNREFUSED: unreachable,
  EHOSTUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ENOTFOUND: (url) => `There is no host ${url.hostname}. Correct DATABASE_URL.`,
  EAI_AGAIN: (url) => `The name ${url.hostname} cannot be looked up now. Check the network, or correct DATABASE_URL.`,
};

/** An error, what it was caused by, and all addresses that were tried. */
function* chainOf(error: unknown): Generator {
  yield error;
  if (error instanceof AggregateError) for (const one of error.errors as unknown[]) yield* chainOf(one);
  if (error instanceof Error && error.cause !== undefined) yield* chainOf(error.cause);
}

/** Why the database of this URL cannot be used, and what to do, without its password. Undefined when the cause is another. */
export function explainDatabase(databaseUrl: string, error: unknown): string | undefined {
  const url = new URL(databaseUrl);
  for (const failure of chainOf(error)) {
    const explain = CAUSES[sqlState(failure) ?? ""];
    if (explain) return explain(url);
    if (failure instanceof Error && /timeout/i.test(failure.message)) return unreachable(url);
  }
  return undefined;
}
