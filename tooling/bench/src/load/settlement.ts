import type { Pool } from "pg";

export interface Settled {
  readonly status: string;
  /** When this process saw it (`performance.now()`). */
  readonly seenMs: number;
  /** From the order's row to its end, by the database's clock. */
  readonly byDatabaseMs: number;
}

export interface SettlementWatch {
  /** Resolves when the order is confirmed or cancelled, by what the database says. */
  settled(orderNumber: string): Promise<Settled>;
  /** Orders not seen settled yet. */
  readonly waiting: number;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 10;
const ASKED_AT_ONCE = 2_000;

/** Polls the database for settled orders: one cheap statement every 10 ms for all of them. */
export function watchSettlement(pool: Pool, timeoutMs = 60_000): SettlementWatch {
  const waiting = new Map<
    string,
    { resolve: (settled: Settled) => void; reject: (error: Error) => void; since: number }
  >();
  const closing = new AbortController();

  async function look(): Promise<void> {
    const numbers = [...waiting.keys()].slice(0, ASKED_AT_ONCE);
    const { rows } = await pool.query<{ number: string; status: string; ms: number }>({
      name: "settled",
      text: `select number, status, extract(epoch from settled_at - created_at)::float8 * 1000 as ms
        from orders.orders where number = any($1) and settled_at is not null`,
      values: [numbers],
    });
    const seenMs = performance.now();
    for (const row of rows) {
      waiting.get(row.number)?.resolve({ status: row.status, seenMs, byDatabaseMs: row.ms });
      waiting.delete(row.number);
    }
    for (const [number, { reject, since }] of waiting)
      if (seenMs - since > timeoutMs) {
        waiting.delete(number);
        reject(new Error(`order ${number} did not settle in ${timeoutMs} ms`));
      }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      if (waiting.size > 0) await look();
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_EVERY_MS);
      });
    }
  }
  const running = run().catch((error: unknown) => {
    for (const { reject } of waiting.values()) reject(error instanceof Error ? error : new Error(String(error)));
    waiting.clear();
  });

  return {
    settled: (number) =>
      new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject, since: performance.now() });
      }),
    get waiting() {
      return waiting.size;
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}
