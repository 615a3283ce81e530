import { Client } from "pg";
import type { Statement } from "./jobs/raw-sql.ts";
import { round } from "./percentiles.ts";

const RUNS = 3;

interface Plan {
  readonly "Planning Time": number;
  readonly "Execution Time": number;
}

/**
 * Milliseconds that the database itself needs for these statements, one after the other on one connection, planning included: the
 * least of a few runs. Changes nothing.
 */
export async function databaseAloneMs(databaseUrl: string, statements: readonly Statement[]): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const runs: number[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await runOnce(client, statements));
    return round(Math.min(...runs));
  } finally {
    await client.end();
  }
}

async function runOnce(client: Client, statements: readonly Statement[]): Promise<number> {
  let sum = 0;
  await client.query("begin");
  for (const { text, values } of statements) {
    const { rows } = await client.query<{ "QUERY PLAN": readonly Plan[] }>(
      `explain (analyze, timing off, format json) ${text}`,
      [...values],
    );
    const plan = rows[0]?.["QUERY PLAN"][0];
    sum += (plan?.["Planning Time"] ?? 0) + (plan?.["Execution Time"] ?? 0);
  }
  await client.query("rollback");
  return sum;
}
