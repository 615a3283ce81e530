import type { AdminOrder } from "@cartwright/contracts/admin";
import { type OrderNumber, VariantId } from "@cartwright/contracts/ids";
import { Currency } from "@cartwright/contracts/money";
import { isCancellable, showStatuses } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import { SYSTEM } from "../kernel/actor.ts";
import type { Deps } from "../kernel/deps.ts";
import { listRefunds } from "../payments/list-refunds.ts";
import { readRefundReasons } from "../orders/read-refund-reasons.ts";
import { areLinksRevoked } from "../orders/are-links-revoked.ts";
import { failureOf, getOrder } from "../orders/get-order.ts";
import { SAGAS } from "../saga/flows/definitions.ts";
import { showTroubles } from "./show-troubles.ts";
import { selectAttempts, selectPayments, selectReservations } from "./orders.sql.ts";
import { requireOrder } from "./require-order.ts";
import { readSagas } from "./read-sagas.ts";

/** The steps of a definition by name, in order. None for a definition that this release does not know. */
function stepsOf(kind: string, version: number): readonly string[] {
  return SAGAS.get(`${kind}@${version}`)?.steps.map((step) => step.name) ?? [];
}

/** One order with everything that staff may see. The caller has checked the permission. Throws `not_found`. */
export async function getOrderForStaff(deps: Pick<Deps, "db">, number: OrderNumber): Promise<AdminOrder> {
  const facts = await requireOrder(deps.db, number);
  const [order, payments, reservations, sagas, attempts, linksRevoked, reasons, made, troubles] = await Promise.all([
    getOrder(deps, SYSTEM, { number }),
    readPayments(deps.db, facts.id),
    selectReservations(deps.db, facts.id),
    readSagas(deps.db, facts.id, stepsOf),
    selectAttempts(deps.db, facts.id),
    areLinksRevoked(deps.db, facts.id),
    readRefundReasons(deps.db, facts.id),
    listRefunds(deps.db, facts.id),
    showTroubles(deps.db, [facts.id]),
  ]);
  return {
    ...order,
    refunds: order.refunds.map((refund) =>
      Object.assign(refund, {
        reason: reasons.get(refund.id) ?? "",
        reference: made.find(({ id }) => id === refund.id)?.reference ?? null,
      }),
    ),
    troubles: [...(troubles.get(facts.id) ?? [])],
    id: facts.id,
    userId: facts.user_id,
    promotionCode: facts.promotion_code,
    contactVersion: facts.contact_version,
    cancelReason: facts.cancel_reason,
    settledAt: facts.settled_at?.toISOString() ?? null,
    staffMayCancel: isCancellable(facts.state),
    linksRevoked,
    // traceparent: version-trace-span-flags
    traceId: facts.traceparent?.split("-")[1] ?? null,
    payments,
    reservations: reservations.map((row) => ({
      variantId: VariantId.parse(row.variant_id),
      sku: row.sku,
      quantity: row.quantity,
      state: row.state,
      expiresAt: row.state === "held" ? row.expires_at.toISOString() : null,
    })),
    sagas,
    attempts: attempts.map((attempt) =>
      Object.assign(showStatuses(attempt.state), {
        number: attempt.number,
        failure: failureOf(attempt.cancel_reason),
        createdAt: attempt.created_at.toISOString(),
      }),
    ),
  };
}

async function readPayments(db: Db, orderId: string): Promise<AdminOrder["payments"]> {
  const rows = await selectPayments(db, orderId);
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    state: row.state,
    amountMinor: row.amount_minor,
    giftCardMinor: row.gift_card_minor,
    currency: Currency.parse(row.currency),
    providerRef: row.provider_ref,
    failure: row.failure,
    card: row.card_brand !== null && row.card_last4 !== null ? { brand: row.card_brand, last4: row.card_last4 } : null,
    createdAt: row.created_at.toISOString(),
  }));
}
