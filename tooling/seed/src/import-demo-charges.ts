import type { PaymentId } from "@cartwright/contracts/ids";
import { type Payment, paymentOf, type Refund, refundOf } from "@cartwright/core/payments/payment";
import type { Db } from "@cartwright/db/client";
import { importCharges, type ImportedCharge } from "@cartwright/provider/import-charges";
import { DEMO_CHARGE } from "./orders/write-payments.ts";

/** More than the demo shop has. Its payments are older than any other, so their ids are the first. */
const PAYMENTS_MAX = 200;

/**
 * Imports the demo payments into the provider's own record, as if they had been made through it. Its charges then agree with the
 * ledger, and staff can refund them. Existing charges stay as they are, so this may run at every start; the provider must not
 * be running. Returns how many charges were missing.
 */
export async function importDemoCharges(
  db: Db,
  provider: { readonly storePath: string; readonly publicOrigin: string },
): Promise<number> {
  const rows = await db.selectFrom("payments.payments").selectAll().orderBy("id").limit(PAYMENTS_MAX).execute();
  const payments = rows.map(paymentOf).filter(({ providerRef }) => providerRef?.startsWith(DEMO_CHARGE));
  if (payments.length === 0) return 0;
  const refunds = await readRefunds(
    db,
    payments.map(({ id }) => id),
  );
  const charges = payments.map((payment) =>
    chargeOf(payment, { refunds: refunds.get(payment.id) ?? [], publicOrigin: provider.publicOrigin }),
  );
  return importCharges(provider.storePath, charges);
}

interface TimedRefund {
  readonly refund: Refund;
  readonly createdAt: Date;
}

/** The refunds that the provider made, by payment. It does not know those that staff paid by hand. */
async function readRefunds(db: Db, ids: readonly PaymentId[]): Promise<Map<PaymentId, TimedRefund[]>> {
  const rows = await db
    .selectFrom("payments.refunds")
    .selectAll()
    .where("payment_id", "in", ids)
    .where("state", "=", "done")
    .where("provider_ref", "is not", null)
    .orderBy("id")
    .execute();
  return Map.groupBy(
    rows.map((row) => ({ refund: refundOf(row), createdAt: row.created_at })),
    ({ refund }) => refund.paymentId,
  );
}

function chargeOf(
  payment: Payment,
  also: { readonly refunds: readonly TimedRefund[]; readonly publicOrigin: string },
): ImportedCharge {
  return {
    ...decisionOf(payment),
    id: nameOf(payment),
    orderNumber: payment.orderNumber,
    amountMinor: payment.amountMinor,
    feeMinor: payment.feeMinor,
    currency: payment.currency,
    idempotencyKey: payment.idempotencyKey,
    webhookUrl: new URL("/api/webhooks/sandbox", also.publicOrigin).href,
    returnUrl: new URL(`/orders/${payment.orderNumber}`, also.publicOrigin).href,
    createdAt: payment.createdAt,
    refunds: also.refunds.map(({ refund, createdAt }) => ({
      id: nameOf(refund),
      amountMinor: refund.amountMinor,
      idempotencyKey: refund.idempotencyKey,
      createdAt,
    })),
  };
}

function nameOf({ id, providerRef }: Payment | Refund): string {
  if (providerRef === null) throw new Error(`the provider has no name for ${id}`);
  return providerRef;
}

/** What the provider decided, and a card that makes it decide so. */
function decisionOf({ state, failure }: Payment): Pick<ImportedCharge, "status" | "token" | "failureCode"> {
  switch (state) {
    case "captured":
    case "partially_refunded":
    case "refunded":
      return { status: "succeeded", token: "tok_approve", failureCode: null };
    case "declined":
      return failure === "payment_insufficient_funds"
        ? { status: "declined", token: "tok_insufficient_funds", failureCode: "insufficient_funds" }
        : { status: "declined", token: "tok_decline", failureCode: "card_declined" };
    case "voided":
      return { status: "voided", token: "tok_timeout", failureCode: null };
    case "intent":
    case "unknown":
    case "requires_action":
      return { status: "pending", token: "tok_timeout", failureCode: null };
  }
}
