import { RERUN_ACTS, type RerunEffect } from "@cartwright/contracts/inbound-webhooks";
import type { Tx } from "@cartwright/db/transaction";
import { carryOn } from "@cartwright/observability/spans";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import type { ChargeOutcome, PaymentGateways } from "../kernel/payment-gateway.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { chargedMinor, type Payment } from "./payment.ts";
import { hasTaken } from "./payment-state.ts";
import { selectPaymentByProvider } from "./payments.sql.ts";
import { decideOutcome, recordLockedOutcomes } from "./record-outcomes.ts";
import { markRerun, selectWebhook, type WebhookDetailRow, type WebhookId } from "./webhook-list.sql.ts";

/** What a re-run does to a payment, and the states before and after. */
export interface RerunPlan {
  readonly effect: RerunEffect;
  readonly from: string | null;
  readonly to: string | null;
}

/** A stored webhook, and what the provider's own record says of its charge now. */
interface Asked {
  readonly event: WebhookDetailRow;
  readonly payment: Payment | null;
  readonly charge: ChargeOutcome | null;
}

const NOTHING = { from: null, to: null };
const NOTHING_TAKEN: ReadonlySet<ChargeOutcome["kind"]> = new Set(["declined", "voided"]);

const chargeOf = (event: WebhookDetailRow) => ({
  provider: event.provider,
  providerRef: event.providerRef,
  orderNumber: event.orderNumber,
});

/** Whether the provider's record is about another charge or amount than the payment or the webhook. Pure. */
function contradicts({ event, payment, charge }: { event: WebhookDetailRow; payment: Payment; charge: ChargeOutcome }) {
  if (event.providerRef !== null && charge.providerRef !== event.providerRef) return true;
  if (NOTHING_TAKEN.has(charge.kind) && hasTaken(payment.state)) return true;
  const takenMinor = charge.kind === "captured" ? charge.amounts?.takenMinor : undefined;
  return takenMinor !== undefined && takenMinor !== chargedMinor(payment);
}

/** What running a webhook again does: nothing but what the provider's own record says. Pure. */
export function planRerun({ event, payment, charge }: Asked): RerunPlan {
  if (event.providerRef === null && event.orderNumber === null) return { effect: "not_about_charge", ...NOTHING };
  if (payment === null) return { effect: "no_payment", ...NOTHING };
  if (charge === null) return { effect: "no_charge", ...NOTHING };
  if (contradicts({ event, payment, charge })) return { effect: "contradicts", ...NOTHING };
  const { effect, move } = decideOutcome(payment, charge);
  if (effect === "foreign") return { effect: "contradicts", ...NOTHING };
  if (move === null) return { effect: "nothing_new", ...NOTHING };
  const named = { moved: "moves_payment", fee_booked: "books_fee", captured_late: "refunds_late" } as const;
  return { effect: effect === "unchanged" ? "nothing_new" : named[effect], from: payment.state, to: move.to };
}

/** Network only, after a read. Throws `not_found`, `payment_provider_unknown`, `payment_timeout` or `payment_unavailable`. */
async function ask(deps: RerunDeps, id: WebhookId): Promise<Asked> {
  const event = await selectWebhook(deps.db, id);
  if (!event) throw new AppError("not_found");
  if (event.providerRef === null && event.orderNumber === null) return { event, payment: null, charge: null };
  const gateway = deps.gateways.get(event.provider);
  if (!gateway) throw new AppError("payment_provider_unknown");
  const payment = await selectPaymentByProvider(deps.db, chargeOf(event), "unlocked");
  if (payment === null) return { event, payment, charge: null };
  const { idempotencyKey, orderNumber, providerRef } = payment;
  const charge = await gateway.find({ idempotencyKey, orderNumber, providerRef: providerRef ?? event.providerRef });
  return { event, payment, charge };
}

export type RerunDeps = Pick<Deps, "db"> & { readonly gateways: PaymentGateways };

/** Asks the provider, and changes nothing. Errors are those of a re-run. */
export async function previewRerun(deps: RerunDeps, id: WebhookId): Promise<RerunPlan> {
  return planRerun(await ask(deps, id));
}

/** A webhook that was looked up at its provider, ready to be run again in a transaction. */
export interface PreparedRerun {
  /** Locks the payment and plans again, so that of two people who run it the second finds nothing new. Returns what it did. */
  run(tx: Tx): Promise<RerunPlan>;
}

/**
 * Prepares a webhook to be run again: the payment gets the state that the provider's own record has now, not the one that the
 * webhook stated. Throws `not_found`, `payment_provider_unknown`, `payment_timeout` or `payment_unavailable`.
 */
export async function prepareRerun(deps: RerunDeps, id: WebhookId): Promise<PreparedRerun> {
  const asked = await ask(deps, id);
  return {
    async run(tx) {
      const payment = asked.payment && (await selectPaymentByProvider(tx, chargeOf(asked.event), "for update"));
      const plan = planRerun({ ...asked, payment });
      if (payment && asked.charge && RERUN_ACTS.has(plan.effect)) await apply(tx, payment, asked.charge);
      await markRerun(tx, id, plan.effect);
      return plan;
    },
  };
}

/** As the webhook itself would have: the payment moves, and its saga is woken. */
async function apply(tx: Tx, payment: Payment, outcome: ChargeOutcome): Promise<void> {
  await recordLockedOutcomes(tx, [{ payment, outcome }]);
  const { orderId, sagaId, traceparent } = payment;
  const payload = { orderId, sagaId, version: 1 as const };
  await appendToOutbox(tx, [{ name: "payment.process", key: orderId, payload, traceparent: carryOn(traceparent) }]);
}
