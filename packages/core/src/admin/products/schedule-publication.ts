import type { AdminProduct } from "@cartwright/contracts/admin-products";
import type { AdminSchedulePublication, ProductAt } from "@cartwright/contracts/product-acts";
import type { ProductId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import {
  cancelPublication,
  type Rescheduled,
  schedulePublication,
} from "../../catalog/lifecycle/schedule-publication.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { getProductForStaff } from "../get-product.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";

type ActDeps = Pick<Deps, "db">;

const told = (at: Date | null) => ({ publishAt: at?.toISOString() ?? null });

async function reschedule(
  { db }: ActDeps,
  { productId, action, change }: { productId: ProductId; action: string; change: (tx: Tx) => Promise<Rescheduled> },
  act: PlainStaffAct,
): Promise<AdminProduct> {
  await inTransaction(db, async (tx) => {
    const { before, after } = await change(tx);
    const subject = { kind: "product", id: productId };
    await appendAudit(tx, { ...auditOf(act), action, subject, before: told(before), after: told(after) });
  });
  return getProductForStaff(db, productId);
}

/** Has a draft published later, and audits it. Errors are those of {@link schedulePublication}. Returns the product. */
export async function schedulePublicationAsStaff(
  deps: ActDeps,
  input: AdminSchedulePublication,
  act: PlainStaffAct,
): Promise<AdminProduct> {
  const { productId } = input;
  return reschedule(
    deps,
    { productId, action: "products.schedule", change: (tx) => schedulePublication(tx, input) },
    act,
  );
}

/** Cancels a scheduled publication, and audits it. Errors are those of {@link cancelPublication}. Returns the product. */
export async function cancelPublicationAsStaff(
  deps: ActDeps,
  input: ProductAt,
  act: PlainStaffAct,
): Promise<AdminProduct> {
  const { productId } = input;
  return reschedule(
    deps,
    { productId, action: "products.unschedule", change: (tx) => cancelPublication(tx, input) },
    act,
  );
}
