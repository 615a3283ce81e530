import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/**
 * The slugs that are the given one, alone or with a number. Until the transaction ends no other product is given a slug here, so
 * that what is free stays free.
 */
export async function selectTakenSlugs(tx: Tx, base: string): Promise<ReadonlySet<string>> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog.slug'), hashtext(${base}))`.execute(tx);
  const { rows } = await sql<{ slug: string }>`
    select slug from catalog.products where slug = ${base} or (slug like ${`${base}-%`} and slug ~ '-[0-9]+$')`.execute(
    tx,
  );
  return new Set(rows.map(({ slug }) => slug));
}
