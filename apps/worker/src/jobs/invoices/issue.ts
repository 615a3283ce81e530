import { ISSUE_ORDERS_MAX, issueDocuments } from "@cartwright/core/invoices/issue-documents";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { Handler } from "@cartwright/queue/worker";

/** Issues the invoices and credit notes of the orders in a batch. */
export const issueJob =
  (deps: Pick<Deps, "db">): Handler<"invoices.issue"> =>
  async (deliveries) => {
    const orderIds = [...new Set(deliveries.flatMap(({ payload }) => payload.orderIds))];
    for (let start = 0; start < orderIds.length; start += ISSUE_ORDERS_MAX)
      await issueDocuments(deps, orderIds.slice(start, start + ISSUE_ORDERS_MAX));
    return [];
  };
