import { allocateMinor, sumMinor } from "@cartwright/contracts/money";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../../kernel/app-error.ts";
import { readRefundFacts } from "../../../orders/record-refund-lines.ts";
import type { Payment, Refund } from "../../../payments/payment.ts";
import { holdsMoney } from "../../../payments/payment-state.ts";
import { readPaymentsOfOrders, readRefunds } from "../../../payments/read-payments.ts";
import { readConditions } from "../../../promotions/read-conditions.ts";
import type { RefundableOrder } from "../../../pricing/allocate-refund.ts";

export interface Refundable {
  readonly order: RefundableOrder;
  /** Null for an order that was free. */
  readonly payment: Payment | null;
  readonly refunds: readonly Refund[];
}

/**
 * What can be refunded of an order: what was captured, less what was refunded or is on its way. Certain while the order is
 * locked. Throws `not_found`.
 */
export async function readRefundable(db: Db | Tx, orderId: OrderId): Promise<Refundable> {
  const payment = (await readPaymentsOfOrders(db, [orderId])).get(orderId) ?? null;
  const refunds = payment ? await readRefunds(db, payment) : [];
  const failed = refunds.filter(({ state }) => state === "failed").map(({ id }) => id);
  const facts = await readRefundFacts(db, orderId, failed);
  const conditions = await readConditions(db, orderId);
  if (!facts) throw new AppError("not_found");
  const pendingMinor = sumMinor(refunds.flatMap(({ state, amountMinor }) => (state === "intent" ? [amountMinor] : [])));
  const remainingMinor =
    payment && holdsMoney(payment.state) ? payment.amountMinor - payment.refundedMinor - pendingMinor : 0;
  const { lines, refunded, totalMinor, taxMinor } = facts;
  const lineDiscounts = sumMinor(lines.map((line) => line.discountMinor));
  // Refunds that do not say what they were for took their share of the tax with them.
  const unexplainedMinor = Math.min(Math.max(0, totalMinor - remainingMinor - refunded.amountMinor), totalMinor);
  const unexplainedTax =
    totalMinor === 0 ? 0 : (allocateMinor(taxMinor, [unexplainedMinor, totalMinor - unexplainedMinor])[0] ?? 0);
  const taxLeft = taxMinor - refunded.taxMinor - unexplainedTax;
  return {
    payment,
    refunds,
    order: {
      totalMinor,
      taxMinor,
      taxIncluded: facts.taxIncluded,
      lines,
      conditions,
      keepsDiscount: facts.keepsDiscount,
      shipping: {
        paidMinor: facts.shippingMinor - (facts.discountMinor - lineDiscounts),
        taxMinor: taxMinor - sumMinor(lines.map((line) => line.taxMinor)),
        refundedMinor: refunded.shippingMinor,
      },
      remainingMinor,
      remainingTaxMinor: Math.min(Math.max(0, taxLeft), remainingMinor),
    },
  };
}
