import { createDb, type Db } from "@cartwright/db/client";
import type { TestDatabase } from "@cartwright/db/testing/database";

type Pool = TestDatabase["pool"];

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A pool like the given one that records every statement with parameters. */
function recording(pool: Pool, statements: Statement[]): Pool {
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
  readonly Plans?: readonly PlanNode[];
}

const scansIn = (node: PlanNode): string[] => [
  ...(node["Node Type"] === "Seq Scan" ? [`${node.Schema}.${node["Relation Name"]}`] : []),
  ...(node.Plans ?? []).flatMap(scansIn),
];

/**
 * The tables that the statements of `act` can only scan: each statement is planned again with sequential scans discouraged,
 * so one that remains has no index to use. The size of the tables does not matter.
 */
export async function tablesReadWhole(database: TestDatabase, act: (db: Db) => Promise<unknown>): Promise<string[]> {
  const statements: Statement[] = [];
  await act(createDb(recording(database.pool, statements)));
  if (statements.length === 0) throw new Error("no statement was run");
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query("set local enable_seqscan = off");
    const scans = new Set<string>();
    for (const { text, values } of statements) {
      const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
        `explain (verbose, format json) ${text}`,
        [...values],
      );
      const plan = rows[0]?.["QUERY PLAN"][0].Plan;
      for (const table of plan ? scansIn(plan) : []) scans.add(table);
    }
    return [...scans].toSorted();
  } finally {
    await client.query("rollback");
    client.release();
  }
}
