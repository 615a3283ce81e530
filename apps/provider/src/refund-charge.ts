import type { CreateRefund, RefundResponse } from "@cartwright/contracts/sandbox-provider";
import type { z } from "zod";
import { chargeView, mustFind, refundView } from "./charge-view.ts";
import { keyConflict } from "./create-charge.ts";
import { announce, newRef } from "./decide-charge.ts";
import type { ProviderContext } from "./provider-context.ts";
import { ProviderFailure } from "./provider-failure.ts";
import type { ChargeRow, RefundRow } from "./store.ts";

export interface RefundRequest extends z.infer<typeof CreateRefund> {
  readonly idempotencyKey: string;
}

/** Refunds some or all of a charge. The same key finds the refund that it created before. */
export function refundCharge(
  context: ProviderContext,
  chargeId: string,
  request: RefundRequest,
): z.infer<typeof RefundResponse> {
  const { store } = context;
  return store.atomically(() => {
    const charge = mustFind(context, chargeId);
    const known = store.refundByKey(request.idempotencyKey);
    if (known) {
      if (known.charge_id !== charge.id || known.amount_minor !== request.amountMinor) throw keyConflict();
      return { refund: refundView(known), charge: chargeView(context, charge) };
    }
    requireRefundable(charge, request.amountMinor);
    const refund: RefundRow = {
      id: newRef("re"),
      charge_id: charge.id,
      amount_minor: request.amountMinor,
      idempotency_key: request.idempotencyKey,
      created_ms: Date.now(),
    };
    const refundedMinor = charge.refunded_minor + request.amountMinor;
    const status = refundedMinor === charge.amount_minor ? "refunded" : "partially_refunded";
    store.insertRefund(refund);
    store.addRefunded(charge.id, request.amountMinor, status);
    const after: ChargeRow = { ...charge, refunded_minor: refundedMinor, status };
    announce(context, after, { type: "charge.refunded", delayMs: context.delays.webhookMs });
    return { refund: refundView(refund), charge: chargeView(context, after) };
  });
}

function requireRefundable(charge: ChargeRow, amountMinor: number): void {
  if (charge.status !== "succeeded" && charge.status !== "partially_refunded" && charge.status !== "refunded")
    throw new ProviderFailure(409, "not_refundable", "There is no money in this charge to give back.");
  if (amountMinor > charge.amount_minor - charge.refunded_minor)
    throw new ProviderFailure(409, "refund_too_large", "More than what is left of this charge.");
}
