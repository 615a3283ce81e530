import { StoredAddress } from "@cartwright/contracts/checkout";
import type { SavedAddress } from "@cartwright/contracts/accounts";
import type { UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import type { z } from "zod";

/** A saved address as it is stored. */
export type Saved = Omit<z.infer<typeof SavedAddress>, "lines">;

/** The addresses of a user, the default first. */
export async function selectAddresses(db: Db | Tx, userId: UserId, limit: number): Promise<Saved[]> {
  const rows = await db
    .selectFrom("accounts.addresses")
    .select(["id", "address", "is_default"])
    .where("user_id", "=", userId)
    .orderBy("is_default", "desc")
    .orderBy("created_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, isDefault: row.is_default, address: StoredAddress.parse(row.address) }));
}

/** Clears the default mark from the address that has it. */
export async function clearDefault(tx: Tx, userId: UserId): Promise<void> {
  await tx
    .updateTable("accounts.addresses")
    .set({ is_default: false })
    .where("user_id", "=", userId)
    .where("is_default", "=", true)
    .execute();
}

export async function insertAddress(tx: Tx, userId: UserId, saved: Saved): Promise<void> {
  await tx
    .insertInto("accounts.addresses")
    .values({
      id: saved.id,
      user_id: userId,
      address: JSON.stringify(saved.address),
      is_default: saved.isDefault,
    })
    .execute();
}

/** Changes an address of this user. False when the user has no such address. */
export async function updateAddress(tx: Tx, userId: UserId, saved: Saved): Promise<boolean> {
  const result = await tx
    .updateTable("accounts.addresses")
    .set({ address: JSON.stringify(saved.address), is_default: saved.isDefault })
    .where("id", "=", saved.id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes one address of this user, or all of them. False when there was none. */
export async function deleteAddresses(db: Db | Tx, userId: UserId, id?: string): Promise<boolean> {
  const result = await db
    .deleteFrom("accounts.addresses")
    .where("user_id", "=", userId)
    .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
