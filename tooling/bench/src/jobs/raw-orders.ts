import { randomUUID } from "node:crypto";
import { Pool, type PoolClient } from "pg";
import { closedLoop } from "../load/closed-loop.ts";
import { round, spreadOf } from "../percentiles.ts";
import type { Rate } from "./reads.ts";

export interface RawOrdersJob {
  readonly databaseUrl: string;
  readonly concurrency: number;
  readonly seconds: number;
  /** How many variants the orders are spread over; 1 makes every order wait for the same row. */
  readonly variants: number;
}

/** Minimal order tables, in their own schema. */
const SCHEMA = `
  drop schema if exists bench cascade;
  create schema bench;
  create table bench.stock (variant_id int primary key, on_hand int not null, check (on_hand >= 0));
  create table bench.orders (id uuid primary key, email text not null, total_minor bigint not null, at timestamptz not null default now());
  create table bench.lines (order_id uuid not null, variant_id int not null, quantity int not null, primary key (order_id, variant_id));
  create table bench.payments (order_id uuid primary key, amount_minor bigint not null, state text not null);
  insert into bench.stock select n, 100000000 from generate_series(1, 1000) as n;`;

const ORDER = {
  order: "insert into bench.orders (id, email, total_minor) values ($1, $2, $3)",
  lines: "insert into bench.lines (order_id, variant_id, quantity) select $1, unnest($2::int[]), 1",
  stock: "update bench.stock set on_hand = on_hand - 1 where variant_id = any($1::int[]) and on_hand >= 1",
  payment: "insert into bench.payments (order_id, amount_minor, state) values ($1, $2, 'captured')",
};

async function placeOne(client: PoolClient, variantIds: readonly number[]): Promise<void> {
  const id = randomUUID();
  await client.query("begin");
  await client.query({ name: "order", text: ORDER.order, values: [id, `${id}@example.com`, 1_000] });
  await client.query({ name: "lines", text: ORDER.lines, values: [id, variantIds] });
  await client.query({ name: "stock", text: ORDER.stock, values: [variantIds] });
  await client.query({ name: "payment", text: ORDER.payment, values: [id, 1_000] });
  await client.query("commit");
}

/** The smallest meaningful order, in one durable transaction with the bare driver: the database's own limit. */
export async function runRawOrders(job: RawOrdersJob): Promise<Rate> {
  const pool = new Pool({ connectionString: job.databaseUrl, max: job.concurrency });
  await pool.query(SCHEMA);
  const timesMs: number[] = [];
  const loop = await closedLoop({ ...job, roundsMax: 5_000_000 }, async (index) => {
    const startedAt = performance.now();
    const first = 1 + (index % job.variants);
    const second = first + 1;
    const client = await pool.connect();
    try {
      // Locked in ascending order, so that orders cannot deadlock.
      await placeOne(client, job.variants === 1 ? [first] : [first, second]);
    } finally {
      client.release();
    }
    timesMs.push(performance.now() - startedAt);
  });
  await pool.query("drop schema bench cascade");
  await pool.end();
  return {
    perSecond: round((loop.rounds / loop.elapsedMs) * 1_000),
    spread: spreadOf(timesMs),
    failures: loop.failures,
    failureSamples: loop.failureSamples,
  };
}
