import { setTimeout as rest } from "node:timers/promises";
import type { Pool } from "pg";

/** Names a seller, without whom no invoice is issued. */
export async function openInvoices(pool: Pool): Promise<void> {
  await pool.query(
    `update invoices.settings set seller_name = 'The Bench Shop', seller_address = 'Low Road 1, 10115 Berlin', vat_number = 'DE123456789'`,
  );
}

const WAIT_MS_MAX = 120_000;
const LOOK_MS = 500;

/** Waits until each confirmed order of this run has its invoice: copies are made of both. */
export async function waitForInvoices(pool: Pool): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (performance.now() < deadline) {
    const { rows } = await pool.query<{ missing: number }>(
      `select count(*)::int as missing from orders.orders as o where o.status = 'confirmed' and o.guest_hash is not null
        and not exists (select from invoices.documents as d where d.order_id = o.id)`,
    );
    if (rows[0]?.missing === 0) return;
    await rest(LOOK_MS);
  }
  throw new Error(`the orders had no invoices after ${WAIT_MS_MAX / 1_000} s`);
}
