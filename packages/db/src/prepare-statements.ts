import { createHash } from "node:crypto";
import { endWhenSilent } from "@cartwright/observability/end-when-silent";
import { inSpan, isTraced } from "@cartwright/observability/spans";
import { Client, type QueryConfig, type QueryResult } from "pg";
import { sqlState } from "./sql-state.ts";

/**
 * Repeated statements are prepared once per connection. For the short statements of carts and orders planning costs several
 * times as much as running, so this halves the database's work per order.
 *
 * A statement gets a name when it is seen for the third time; at most 300 have one, so that neither side's memory grows
 * with statements that vary (lists of different lengths). PgBouncer in transaction mode supports this from 1.21.
 */
const SEEN_BEFORE_NAMED = 3;
const NAMES_MAX = 300;
const COUNTED_MAX = 2_000;

/** Postgres refuses a prepared statement whose result type changed: a migration ran meanwhile. */
const STALE_PLAN = "0A000";

/** Put anywhere into a statement whose best plan depends on its values, such as a search: it is then never prepared. */
export const PLAN_EACH_TIME = "/* plan each time */";

const names = new Map<string, string>();
const counts = new Map<string, number>();

/** The name to prepare a statement with, or null while it stays unprepared. */
export function nameOfStatement(text: string): string | null {
  const known = names.get(text);
  if (known) return known;
  if (text.includes(PLAN_EACH_TIME)) return null;
  if (names.size >= NAMES_MAX) return null;
  const count = (counts.get(text) ?? 0) + 1;
  if (count < SEEN_BEFORE_NAMED) {
    if (counts.size >= COUNTED_MAX) counts.clear();
    counts.set(text, count);
    return null;
  }
  counts.delete(text);
  const name = `c_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/** Prepares a statement again with another name, because the old plan does not match the tables. */
function renameStatement(text: string): void {
  const name = names.get(text);
  if (name) names.set(text, `${name.slice(0, 26)}_${Date.now().toString(36)}`);
}

const STATEMENT_TEXT_MAX = 2_000;

/** A statement in the trace: its text with placeholders, and never the values. */
function inStatementSpan(text: string, send: () => Promise<QueryResult>): Promise<QueryResult> {
  const shown = text.trim().replaceAll(/\s+/g, " ").slice(0, STATEMENT_TEXT_MAX);
  const operation = shown.split(" ", 1)[0]?.toLowerCase() ?? "";
  const attributes = { "db.system.name": "postgresql", "db.operation.name": operation, "db.query.text": shown };
  return inSpan(`db ${operation}`, { kind: "client", attributes }, send);
}

/** A `pg` client that prepares repeated statements, and ends when its server is silent. Everything else passes unchanged. */
export class PreparingClient extends Client {
  // pg's own signature has a dozen overloads. Only Kysely's call, text and values, is handled here.
  override query(...call: unknown[]): never {
    const [text, values] = call;
    if (isTraced() && call.length === 2 && typeof text === "string" && Array.isArray(values)) {
      return inStatementSpan(text, () => this.#send(call)) as never;
    }
    return this.#send(call);
  }

  #send(call: unknown[]): never {
    const [text, values] = call;
    const pass = (...call: unknown[]) => endWhenSilent(this, super.query(...(call as [string])));
    if (call.length !== 2 || typeof text !== "string" || !Array.isArray(values) || values.length === 0)
      return pass(...call) as never;
    const name = nameOfStatement(text);
    if (name === null) return pass(text, values) as never;
    const config: QueryConfig = { name, text, values };
    const response = pass(config) as Promise<QueryResult>;
    return response.catch((error: unknown) => {
      if (sqlState(error) === STALE_PLAN) renameStatement(text);
      throw error;
    }) as never;
  }
}
