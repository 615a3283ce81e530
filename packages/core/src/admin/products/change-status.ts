import type { AdminActOnProducts, AdminChangedProducts } from "@cartwright/contracts/product-acts";
import { inTransaction } from "@cartwright/db/transaction";
import { changeStatus, type StatusAct } from "../../catalog/lifecycle/change-status.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";

/**
 * Archives products, or takes them back as drafts: all or none, each audited. Errors are those of {@link changeStatus}. A product that
 * is named twice counts once.
 */
export async function changeStatusAsStaff(
  deps: Pick<Deps, "db" | "nudgeRelay">,
  { products: named, act: kind }: AdminActOnProducts & { readonly act: StatusAct },
  act: PlainStaffAct,
): Promise<AdminChangedProducts> {
  const products = [...new Map(named.map((product) => [product.productId, product])).values()];
  const changed = await inTransaction(deps.db, async (tx) => {
    const done = await changeStatus(tx, products, kind);
    for (const { was, status } of done) {
      await appendAudit(tx, {
        ...auditOf(act),
        action: `products.${kind}`,
        subject: { kind: "product", id: was.id },
        before: { status: was.status },
        after: { status },
      });
    }
    return done;
  });
  deps.nudgeRelay();
  return { products: changed.map(({ was, status, version }) => ({ productId: was.id, status, version })) };
}
