import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { dateProducts, importRange, readShopProducts } from "./import-range.ts";
import { planFortnight } from "./orders/fortnight.ts";
import { createDemoOrders } from "./orders/demo-orders.ts";
import { refreshOrderSearch } from "@cartwright/core/orders/refresh-search";
import { earnedBy, writeOrders } from "./orders/write-orders.ts";
import { writePayments } from "./orders/write-payments.ts";
import { writeSagas } from "./orders/write-sagas.ts";
import { writeStock } from "./orders/write-stock.ts";
import { createRandom } from "./random.ts";
import type { Range } from "./read-range.ts";
import { writeCollections } from "./write-collections.ts";
import { writeDeadLetter } from "./write-dead-letter.ts";
import { writeDelivery } from "./write-delivery.ts";
import { writeInvoiceSettings } from "./write-invoice-settings.ts";
import { type DemoLogins, prepareAccounts, writeAccounts } from "./write-people.ts";
import { EARLY, WELCOME, writePromotions } from "./write-promotions.ts";

/**
 * Whether this database has a shop already. A range without accounts is what a start that was interrupted leaves: it is not
 * a shop yet.
 */
async function isSeeded(db: Db, range: Range): Promise<boolean> {
  const slugs = range.products.map((product) => product.slug);
  const { rows } = await sql<{ seeded: boolean }>`
    select exists (select from accounts.users where demo)
      or exists (select from catalog.products where slug <> all(${slugs}::text[]))
      or exists (select from catalog.products) and exists (select from accounts.users) as seeded`.execute(db);
  return rows[0]?.seeded ?? false;
}

/**
 * Fills an empty, migrated database with the demo shop. The range is imported first, and accounts, orders and the rest
 * are written in one transaction: after an interruption the next call completes the shop. Returns how much was written, or
 * null when a shop is there already. Needs two connections.
 */
export async function seedShop(
  db: Db,
  shop: { readonly range: Range; readonly logins: DemoLogins },
): Promise<{ readonly products: number; readonly orders: number } | null> {
  const { range, logins } = shop;
  if (await isSeeded(db, range)) return null;
  const accounts = await prepareAccounts(logins);
  const shopper = accounts.find((account) => account.role === "shopper");
  if (!shopper) throw new Error("the demo shop needs its shopper");
  return inTransaction(db, async (tx) => {
    // The lock is held while another connection imports, and another start waits for it. Both may take longer than the
    // statements of a page.
    await sql`set local idle_in_transaction_session_timeout = '10min'`.execute(tx);
    await sql`set local statement_timeout = '10min'`.execute(tx);
    const { rows } = await sql<{
      now: Date;
    }>`select now() from pg_advisory_xact_lock(hashtext('cartwright.seed'))`.execute(tx);
    const now = rows[0]?.now;
    if (!now || (await isSeeded(tx, range))) return null;
    await importRange(db, range);
    const random = createRandom(2_026);
    const products = await readShopProducts(tx, range);
    const orders = createDemoOrders(planFortnight(random), { products, shopper, now, random });
    await dateProducts(tx, products, range.homePage);
    await writeCollections(tx);
    await writeAccounts(tx, accounts);
    await writeDelivery(tx);
    await writeInvoiceSettings(tx);
    const [welcome, early] = [earnedBy(orders, WELCOME.code), earnedBy(orders, EARLY.code)];
    await writePromotions(tx, { welcome, early, now });
    await writeOrders(tx, orders);
    await writeStock(tx, { orders, now });
    await writePayments(tx, orders);
    // Orders are found by their cards, too.
    await refreshOrderSearch(
      tx,
      orders.map(({ id }) => id),
    );
    await writeSagas(tx, orders);
    await writeDeadLetter(
      tx,
      products.slice(0, 2).map(({ id }) => id),
    );
    return { products: products.length, orders: orders.length };
  });
}
