import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface DigitalFileRow {
  readonly id: string;
  readonly productId: ProductId;
  readonly storageKey: string;
  readonly name: string;
  readonly bytes: number;
  readonly createdAt: Date;
}

/** Files that are whole, oldest first. */
export async function selectFiles(db: Db, productIds: readonly ProductId[]): Promise<DigitalFileRow[]> {
  const { rows } = await sql<DigitalFileRow>`
    select id, product_id as "productId", storage_key as "storageKey", name, bytes, created_at as "createdAt"
    from catalog.digital_files where product_id = any(${productIds}::uuid[]) and state = 'ready' order by id`.execute(
    db,
  );
  return rows;
}

/** The files that a product has or is about to have. The product is locked. */
export async function countFiles(tx: Tx, productId: ProductId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from catalog.digital_files
    where product_id = ${productId} and (state = 'ready' or (state = 'writing' and updated_at > now() - interval '5 minutes'))`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

export async function insertFile(
  tx: Tx,
  file: { readonly id: string; readonly productId: ProductId; readonly storageKey: string; readonly name: string },
): Promise<void> {
  await sql`
    insert into catalog.digital_files (id, product_id, storage_key, name)
    values (${file.id}, ${file.productId}, ${file.storageKey}, ${file.name})`.execute(tx);
}

export async function updateFileReady(tx: Tx, file: { readonly id: string; readonly bytes: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update catalog.digital_files set state = 'ready', bytes = ${file.bytes}, updated_at = now()
    where id = ${file.id} and state = 'writing'`.execute(tx);
  return numAffectedRows === 1n;
}

export async function updateFileRemoved(
  tx: Tx,
  file: { readonly productId: ProductId; readonly id: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update catalog.digital_files set state = 'removed', updated_at = now()
    where id = ${file.id} and product_id = ${file.productId} and state = 'ready'`.execute(tx);
  return numAffectedRows === 1n;
}

export async function deleteFiles(db: Db, storageKeys: readonly string[]): Promise<void> {
  await sql`
    delete from catalog.digital_files
    where storage_key = any(${storageKeys}::text[]) and state <> 'ready'`.execute(db);
}
