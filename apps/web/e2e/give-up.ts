import { randomUUID } from "node:crypto";
import { createDb, createPool } from "@cartwright/db/client";

/** Stores a message about a product that was given up, as the worker does. */
export async function givesUp(productId: string, error: string): Promise<void> {
  const connectionString = process.env["CARTWRIGHT_E2E_DATABASE"] ?? "";
  const db = createDb(createPool({ connectionString, applicationName: "e2e", poolMax: 1 }));
  const letter = { queue: "catalog", name: "catalog.refresh-stock", cause: "internal", error, attempts: 10 };
  await db
    .insertInto("saga.dead_letters")
    .values({
      ...letter,
      id: randomUUID(),
      message_id: randomUUID(),
      payload: JSON.stringify({ productIds: [productId] }),
    })
    .execute();
  await db.destroy();
}
