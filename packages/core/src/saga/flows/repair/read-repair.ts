import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../../kernel/app-error.ts";
import type { ChargeOutcome, PaymentGateways } from "../../../kernel/payment-gateway.ts";
import { readOrderFacts } from "../../../orders/read-order-facts.ts";
import { readPaymentFacts } from "../../../payments/read-books.ts";
import { readPaymentsOfOrders, readRefunds } from "../../../payments/read-payments.ts";
import { isFindingOpen, type OneFinding } from "../../../payments/reconciliation-state.ts";
import { lookUpCharge } from "../../../payments/request-charge.ts";
import { readTroubledSagas } from "../../engine/unfinished-sagas.ts";
import { planRepair, type Repair, type RepairFacts } from "./plan-repair.ts";

type OwnFacts = Omit<RepairFacts, "outcome">;

/** What our own books know about a finding. Certain while saga, order and payment are locked. */
export async function readOwnFacts(db: Db | Tx, { orderId, finding }: OneFinding): Promise<OwnFacts> {
  const order = (await readOrderFacts(db, [orderId])).get(orderId) ?? null;
  const payment = (await readPaymentsOfOrders(db, [orderId])).get(orderId) ?? null;
  const sagas = (await readTroubledSagas(db, [orderId])).map(({ saga }) => saga);
  const refunds = payment ? await readRefunds(db, payment) : [];
  const isFound = await isFindingOpen(db, { orderId, finding });
  return { finding, isFound, order, payment, sagas, refunds, ...(await readPaymentFacts(db, payment?.id ?? null)) };
}

export interface FoundRepair {
  readonly facts: RepairFacts;
  readonly plan: Repair;
}

/**
 * What is wrong and how it is repaired, with the provider's word. Throws `not_found` when there is neither order nor payment, and
 * `payment_timeout` or `payment_unavailable` when the provider does not respond.
 */
export async function readRepair(
  deps: { readonly db: Db; readonly gateways: PaymentGateways },
  found: OneFinding,
): Promise<FoundRepair> {
  const own = await readOwnFacts(deps.db, found);
  const { order, payment } = own;
  if (!order && !payment && found.finding !== "webhook_unmatched") throw new AppError("not_found");
  const outcome: ChargeOutcome | null = payment ? await lookUpCharge(deps.gateways, payment) : null;
  const facts = { ...own, outcome };
  return { facts, plan: planRepair(facts) };
}
