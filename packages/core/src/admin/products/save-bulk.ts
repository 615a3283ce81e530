import type { AdminBulkSaved, AdminSaveBulk } from "@cartwright/contracts/product-bulk";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { productsOf, type SavedRow, saveVariants } from "../../catalog/bulk/save-variants.ts";
import { toProductError } from "../../catalog/product-error.ts";
import { requireStaff } from "../../kernel/actor.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { differences } from "../product-changes.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";

/** What changed of one product, its variants under `variants.{id}` as in a save of its page. Null when nothing did. */
function changesOf(rows: readonly SavedRow[]) {
  const told = rows.flatMap(({ row, was }) => {
    const { variantId, productId: _product, version: _version, onHand, ...fields } = row;
    const { before, after } = differences(was, fields);
    const counted = onHand && onHand.to !== onHand.seen;
    if (!counted && Object.keys(after).length === 0) return [];
    return {
      name: `variants.${variantId}`,
      before: counted ? { ...before, onHand: onHand.seen } : before,
      after: counted ? { ...after, onHand: onHand.to } : after,
    };
  });
  if (told.length === 0) return null;
  return {
    before: Object.fromEntries(told.map(({ name, before }) => [name, before])),
    after: Object.fromEntries(told.map(({ name, after }) => [name, after])),
  };
}

/**
 * Saves many variants that staff edited at a time, all or none, with an audit entry for each product that changes. Errors are those of
 * {@link saveVariants}; stock needs the permission to adjust it (`forbidden`) and a reason (`invalid_input`).
 */
export async function saveBulkAsStaff(
  deps: Pick<Deps, "db" | "nudgeRelay">,
  { rows, reason }: AdminSaveBulk,
  act: PlainStaffAct,
): Promise<AdminBulkSaved> {
  const counted = rows.filter(({ onHand }) => onHand !== undefined).length;
  if (counted > 0) {
    requireStaff(act.actor, "inventory:adjust");
    if (reason === undefined) throw fieldError("reason", getTranslations("fieldProblems")("stockReason"));
  }
  const saved = await inTransaction(deps.db, async (tx) => {
    const done = await saveVariants(tx, rows, { actorId: act.actor.userId, note: reason ?? "" });
    const byProduct = Map.groupBy(done, ({ row }) => row.productId);
    for (const [id, ofProduct] of byProduct) {
      const changes = changesOf(ofProduct);
      if (changes === null) continue;
      await appendAudit(tx, {
        ...auditOf(reason === undefined ? act : { ...act, reason }),
        ...changes,
        action: "products.save_bulk",
        subject: { kind: "product", id },
      });
    }
    return done;
  }).catch((error: unknown) => {
    throw toProductError(error);
  });
  deps.nudgeRelay();
  return { variants: saved.length, products: productsOf(saved).length, counted };
}
