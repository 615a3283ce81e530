import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { planFortnight } from "./orders/fortnight.ts";
import { createDemoOrders } from "./orders/demo-orders.ts";
import { usesOfWelcome, writeOrders } from "./orders/write-orders.ts";
import { writePayments } from "./orders/write-payments.ts";
import { writeSagas } from "./orders/write-sagas.ts";
import { writeStock } from "./orders/write-stock.ts";
import type { ProductPlan } from "./products/plan.ts";
import { createRandom } from "./random.ts";
import { createRange } from "./shop-range.ts";
import { writeCatalog } from "./write-catalog.ts";
import { writeDelivery } from "./write-delivery.ts";
import { type DemoLogins, prepareAccounts, writeAccounts } from "./write-people.ts";
import { writePromotions } from "./write-promotions.ts";

/** Whether this database has its demo shop already. */
export async function isSeeded(db: Db): Promise<boolean> {
  const { rows } = await sql<{ seeded: boolean }>`
    select exists (select from accounts.users where demo) or exists (select from catalog.products) as seeded`.execute(
    db,
  );
  return rows[0]?.seeded ?? false;
}

/**
 * Writes the demo shop into an empty, migrated database: all of it, or nothing. Returns how much was written, or null
 * when a shop is there already.
 */
export async function seedShop(
  db: Db,
  shop: { readonly range: readonly ProductPlan[]; readonly logins: DemoLogins },
): Promise<{ readonly products: number; readonly orders: number } | null> {
  if (await isSeeded(db)) return null;
  const accounts = await prepareAccounts(shop.logins);
  const shopper = accounts.find((account) => account.role === "shopper");
  if (!shopper) throw new Error("the demo shop needs its shopper");
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{
      now: Date;
    }>`select now() from pg_advisory_xact_lock(hashtext('cartwright.seed'))`.execute(tx);
    const now = rows[0]?.now;
    if (!now || (await isSeeded(tx))) return null;
    const random = createRandom(2_026);
    const products = createRange(shop.range);
    const orders = createDemoOrders(planFortnight(random), { products, shopper, now, random });
    await writeAccounts(tx, accounts);
    await writeDelivery(tx);
    await writePromotions(tx, usesOfWelcome(orders));
    await writeCatalog(tx, products);
    await writeOrders(tx, orders);
    await writeStock(tx, { products, orders, now });
    await writePayments(tx, orders);
    await writeSagas(tx, orders);
    return { products: products.length, orders: orders.length };
  });
}
