import type { Deps } from "../kernel/deps.ts";
import { readSettledAfter } from "../orders/read-invoice-facts.ts";
import { readMadeRefundsAfter } from "../payments/read-payments.ts";
import { hasSeller } from "./invoice-settings.ts";
import { ISSUE_ORDERS_MAX, issueDocuments } from "./issue-documents.ts";
import { selectInvoiceSettings } from "./settings.sql.ts";
import { selectWalk, updateWalk, type WalkName } from "./walks.sql.ts";

/** Longer than any transaction: rows are walked in the order of their times, and one that commits late must not be passed. */
const GRACE_SECONDS = 120;

const READERS = { orders: readSettledAfter, refunds: readMadeRefundsAfter };

async function walk(deps: Pick<Deps, "db">, name: WalkName, graceSeconds: number): Promise<number> {
  const position = await selectWalk(deps.db, name);
  if (!position) return 0;
  const found = await READERS[name](deps.db, position, { limit: ISSUE_ORDERS_MAX, graceSeconds });
  const last = found.at(-1);
  if (!last) return 0;
  const issued = await issueDocuments(deps, [...new Set(found.map(({ orderId }) => orderId))]);
  // Without a seller nothing was issued, and the walk stays where it is.
  if (issued === null) return 0;
  await updateWalk(deps.db, name, last);
  return issued;
}

/**
 * Issues documents that are missing: those of orders from before there were any, of the time before the seller was set, and of a
 * lost message. Walks once over all settled orders and refunds that were made, oldest first, a hundred of each per call, and
 * keeps its place. Returns how many documents it issued.
 */
export async function sweepDocuments(deps: Pick<Deps, "db">, graceSeconds = GRACE_SECONDS): Promise<number> {
  if (!hasSeller(await selectInvoiceSettings(deps.db))) return 0;
  return (await walk(deps, "orders", graceSeconds)) + (await walk(deps, "refunds", graceSeconds));
}
