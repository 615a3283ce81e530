import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { WalkPosition } from "../orders/read-invoice-facts.ts";

export type WalkName = "orders" | "refunds";

export async function selectWalk(db: Db, name: WalkName): Promise<WalkPosition | null> {
  const { rows } = await sql<WalkPosition>`
    select at::text as at, id from invoices.walks where name = ${name}`.execute(db);
  return rows[0] ?? null;
}

export async function updateWalk(db: Db, name: WalkName, position: WalkPosition): Promise<void> {
  await sql`
    update invoices.walks set at = ${position.at}::timestamptz, id = ${position.id}::uuid
    where name = ${name} and (at, id) < (${position.at}::timestamptz, ${position.id}::uuid)`.execute(db);
}
