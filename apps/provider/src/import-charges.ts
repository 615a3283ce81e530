import type { Currency } from "@cartwright/contracts/money";
import type { SandboxToken } from "@cartwright/contracts/sandbox-provider";
import { type ChargeRow, openStore, type Store } from "./store.ts";

/** A charge from elsewhere, in its current state. Amounts in minor units. */
export interface ImportedCharge {
  readonly id: string;
  readonly orderNumber: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly currency: Currency;
  /** `succeeded` even when some of it was refunded: that follows from the refunds. `pending` is never decided automatically. */
  readonly status: "succeeded" | "declined" | "voided" | "pending";
  readonly token: SandboxToken;
  readonly failureCode: ChargeRow["failure_code"];
  readonly idempotencyKey: string;
  readonly webhookUrl: string;
  readonly returnUrl: string;
  readonly createdAt: Date;
  readonly refunds: readonly {
    readonly id: string;
    readonly amountMinor: number;
    readonly idempotencyKey: string;
    readonly createdAt: Date;
  }[];
}

/** An imported charge has no request, so a request with its key is refused. */
const NO_BODY = "";

/**
 * Writes charges and their refunds into the record of a provider that is not running (one process owns the file): all that are
 * missing, or none. A charge whose idempotency key exists stays as it is, refunds included. Sends no webhooks. Returns how many
 * were missing. Throws when the provider runs, and for an impossible charge (refunded more than taken).
 */
export function importCharges(storePath: string, charges: readonly ImportedCharge[]): number {
  const store = openStore(storePath);
  try {
    return store.atomically(() => {
      const missing = charges.filter(({ idempotencyKey }) => !store.chargeByKey(idempotencyKey));
      for (const charge of missing) insert(store, charge);
      return missing.length;
    });
  } finally {
    store.close();
  }
}

function insert(store: Store, charge: ImportedCharge): void {
  const refundedMinor = charge.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
  store.insertCharge({
    id: charge.id,
    order_number: charge.orderNumber,
    amount_minor: charge.amountMinor,
    refunded_minor: refundedMinor,
    fee_minor: charge.feeMinor,
    currency: charge.currency,
    token: charge.token,
    status: statusOf(charge, refundedMinor),
    failure_code: charge.failureCode,
    idempotency_key: charge.idempotencyKey,
    body_hash: NO_BODY,
    webhook_url: charge.webhookUrl,
    return_url: charge.returnUrl,
    created_ms: charge.createdAt.getTime(),
    decide_ms: null,
    action_expires_ms: null,
  });
  for (const refund of charge.refunds)
    store.insertRefund({
      id: refund.id,
      charge_id: charge.id,
      amount_minor: refund.amountMinor,
      idempotency_key: refund.idempotencyKey,
      created_ms: refund.createdAt.getTime(),
    });
}

function statusOf(charge: ImportedCharge, refundedMinor: number): ChargeRow["status"] {
  if (charge.status !== "succeeded" || refundedMinor === 0) return charge.status;
  return refundedMinor === charge.amountMinor ? "refunded" : "partially_refunded";
}
