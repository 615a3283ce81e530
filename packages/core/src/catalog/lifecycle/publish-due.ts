import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { refreshListColumns } from "../refresh-list-columns.ts";
import { tellPages } from "../slugs/tell-pages.ts";
import { lockDue } from "./publication.sql.ts";
import { updateStatus } from "./status.sql.ts";

/**
 * Publishes the drafts whose time has come, at most `limit`, and audits each as done by the system. A product is published once,
 * however many workers run this at the same time. Publishes `catalog.changed`. Returns how many.
 */
export async function publishDue(deps: Pick<Deps, "db" | "nudgeRelay">, limit: number): Promise<number> {
  const published = await inTransaction(deps.db, async (tx) => {
    const due = await lockDue(tx, limit);
    if (due.length === 0) return 0;
    await updateStatus(tx, due, "active");
    const ids = due.map(({ productId }) => productId);
    await refreshListColumns(tx, ids);
    await tellPages(tx, ids);
    for (const { productId, publishAt } of due) {
      await appendAudit(tx, {
        actor: { kind: "system" },
        action: "products.publish",
        subject: { kind: "product", id: productId },
        before: { status: "draft", publishAt: publishAt.toISOString() },
        after: { status: "active" },
      });
    }
    return due.length;
  });
  if (published > 0) deps.nudgeRelay();
  return published;
}
