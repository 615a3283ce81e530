import type { Funnel } from "@cartwright/contracts/visits";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** The key of a day: this one, unless another process was first. */
export async function takeKey(tx: Tx, day: string, key: Buffer): Promise<Buffer> {
  await sql`insert into visits.keys (day, key) values (${day}::date, ${key}) on conflict (day) do nothing`.execute(tx);
  const { rows } = await sql<{ key: Buffer }>`select key from visits.keys where day = ${day}::date`.execute(tx);
  return rows[0]?.key ?? key;
}

export interface SeenVisitor {
  readonly visitor: Buffer;
  /** How far they came: 1 to 4. */
  readonly step: number;
}

/**
 * Counts the steps that these visitors had not reached on this day, and those before them. A row is inserted once, whoever tries, so
 * each is counted once. Processes wait for one another here, off the requests' path.
 */
export async function countSeen(tx: Tx, day: string, seen: readonly SeenVisitor[]): Promise<void> {
  // Locks the row in a statement of its own: a constraint is checked before Postgres notices that the row has changed meanwhile.
  await sql`
    insert into visits.days as known (day) values (${day}::date) on conflict (day) do update set visits = known.visits`.execute(
    tx,
  );
  await sql`
    with reached as (
      insert into visits.seen (day, visitor, step)
      select ${day}::date, given.visitor, n
      from unnest(${seen.map(({ visitor }) => visitor)}::bytea[], ${seen.map(({ step }) => step)}::int[]) as given (visitor, step),
        generate_series(1, given.step) as n
      on conflict do nothing
      returning step
    )
    update visits.days as counted set visits = counted.visits + added.visits, carts = counted.carts + added.carts,
      checkouts = counted.checkouts + added.checkouts, orders = counted.orders + added.orders
    from (
      select count(*) filter (where step = 1) as visits, count(*) filter (where step = 2) as carts,
        count(*) filter (where step = 3) as checkouts, count(*) filter (where step = 4) as orders
      from reached having count(*) > 0
    ) as added
    where counted.day = ${day}::date`.execute(tx);
}

/** Deletes the keys of days that are over, and up to `limit` rows of their visitors. Returns how many. */
export async function deleteBefore(tx: Tx, today: string, limit: number): Promise<number> {
  await sql`delete from visits.keys where day < ${today}::date`.execute(tx);
  const { numAffectedRows } = await sql`
    delete from visits.seen where ctid = any(array(
      select ctid from visits.seen where day < ${today}::date limit ${limit}))`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export interface FunnelRow extends Funnel {
  readonly day: string;
}

/** The numbers of some days, oldest first. Days without visitors have no row. */
export async function selectDays(
  db: Db,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<FunnelRow[]> {
  const { rows } = await sql<FunnelRow>`
    select to_char(day, 'YYYY-MM-DD') as day, visits, carts, checkouts, orders
    from visits.days where day >= ${from}::date and day <= ${to}::date order by day`.execute(db);
  return rows;
}
