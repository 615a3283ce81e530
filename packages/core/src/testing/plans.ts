import { createDb, type Db } from "@cartwright/db/client";
import type { Connection, TestDatabase } from "@cartwright/db/testing/database";

type Pool = TestDatabase["pool"];

/** A statement with parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A pool like the given one that records every statement with parameters. */
export function recording(pool: Pool, statements: Statement[]): Pool {
  return new Proxy(pool, {
    get(target, property, receiver) {
      if (property !== "connect") return Reflect.get(target, property, receiver) as unknown;
      return async () => {
        const client = await target.connect();
        return new Proxy(client, {
          get(inner, name) {
            const value: unknown = Reflect.get(inner, name, inner);
            if (typeof value !== "function") return value;
            return (...args: unknown[]) => {
              const [text, values] = args;
              if (name === "query" && typeof text === "string" && Array.isArray(values) && values.length > 0) {
                statements.push({ text, values });
              }
              return value.apply(inner, args) as unknown;
            };
          },
        });
      };
    },
  });
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Schema?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

const scansIn = (node: PlanNode): string[] => [
  ...(node["Node Type"] === "Seq Scan" ? [`${node.Schema}.${node["Relation Name"]}`] : []),
  ...(node.Plans ?? []).flatMap(scansIn),
];

/** How Postgres plans a statement: for these values, or once for any values, as it does with a prepared one. */
type PlanKind = "custom" | "generic";

async function planOf(client: Connection, { text, values }: Statement, kind: PlanKind): Promise<PlanNode | undefined> {
  type Explained = { "QUERY PLAN": [{ Plan: PlanNode }] };
  if (kind === "custom") {
    const { rows } = await client.query<Explained>(`explain (verbose, format json) ${text}`, [...values]);
    return rows[0]?.["QUERY PLAN"][0].Plan;
  }
  await client.query(`prepare planned as ${text}`);
  try {
    const nulls = values.map(() => "null").join(", ");
    const { rows } = await client.query<Explained>(`explain (verbose, format json) execute planned (${nulls})`);
    return rows[0]?.["QUERY PLAN"][0].Plan;
  } finally {
    await client.query("deallocate planned");
  }
}

const nodesIn = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesIn)];

/** The plans of the statements of `act`, each planned again with settings of Postgres. */
async function plansOf(
  database: TestDatabase,
  settings: readonly string[],
  act: (db: Db) => Promise<unknown>,
): Promise<{ readonly text: string; readonly plan: PlanNode }[]> {
  const statements: Statement[] = [];
  await act(createDb(recording(database.pool, statements)));
  if (statements.length === 0) throw new Error("no statement was run");
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    for (const setting of settings) await client.query(`set local ${setting}`);
    const plans = [];
    for (const statement of statements) {
      const plan = await planOf(client, statement, "custom");
      if (plan) plans.push({ text: statement.text, plan });
    }
    return plans;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/**
 * The tables that the statements of `act` can only scan: each statement is planned again with sequential scans discouraged,
 * so one that remains has no index to use. The size of the tables does not matter.
 */
export async function tablesReadWhole(database: TestDatabase, act: (db: Db) => Promise<unknown>): Promise<string[]> {
  const plans = await plansOf(database, ["enable_seqscan = off"], act);
  return [...new Set(plans.flatMap(({ plan }) => scansIn(plan)))].toSorted();
}

/** The statements of `act` that can only sort: the planner is discouraged from it, so no index has their order. */
export async function statementsThatSort(database: TestDatabase, act: (db: Db) => Promise<unknown>): Promise<string[]> {
  const plans = await plansOf(database, ["enable_seqscan = off", "enable_sort = off"], act);
  const sorts = ({ "Node Type": type }: PlanNode) => type.endsWith("Sort");
  return plans.filter(({ plan }) => nodesIn(plan).some(sorts)).map(({ text }) => text);
}

/** The indexes that the statements of `act` read, planned with settings of Postgres. */
export async function indexesRead(
  database: TestDatabase,
  act: (db: Db) => Promise<unknown>,
  settings: readonly string[],
): Promise<string[]> {
  const plans = await plansOf(database, settings, act);
  const names = plans.flatMap(({ plan }) => nodesIn(plan).map((node) => node["Index Name"]));
  return [...new Set(names.filter((name) => name !== undefined))].toSorted();
}

/** The scans of whole tables among these that the statements do with the planner's default settings, each with its statement. */
export async function findScans(
  pool: Pool,
  statements: readonly Statement[],
  tables: ReadonlySet<string>,
): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const scans = new Set<string>();
    for (const kind of ["custom", "generic"] as const) {
      await client.query(`set local plan_cache_mode = force_${kind}_plan`);
      for (const statement of statements) {
        const plan = await planOf(client, statement, kind);
        const found = (plan ? scansIn(plan) : []).filter((table) => tables.has(table));
        const sizes = statement.values.filter(Array.isArray).map((list) => list.length);
        for (const table of found)
          scans.add(
            `${table}, ${kind} plan for ${Math.max(0, ...sizes)} rows: ${statement.text.replaceAll(/\s+/g, " ").trim()}`,
          );
      }
    }
    return [...scans];
  } finally {
    await client.query("rollback");
    client.release();
  }
}
