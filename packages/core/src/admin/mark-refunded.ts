import type { OrderNumber, SagaId } from "@cartwright/contracts/ids";
import type { AdminMarkRefunded, ManualRefundPreview } from "@cartwright/contracts/order-trouble";
import type { Db } from "@cartwright/db/client";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Deps } from "../kernel/deps.ts";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import { fieldError } from "../kernel/field-error.ts";
import type { MailSite } from "../notifications/order-mails.ts";
import { definitionOf } from "../saga/engine/definition.ts";
import { wasPaidByHand } from "../saga/engine/settle-by-hand.ts";
import { SAGAS } from "../saga/flows/definitions.ts";
import { goingOf } from "../saga/flows/refund/failing-refund.ts";
import { type ManualRefundFacts, markRefunded, readManualRefund } from "../saga/flows/refund/mark-refunded.ts";
import { changeWithAudit } from "./change-order.ts";
import { requireOrder } from "./require-order.ts";
import type { StaffAct } from "./staff-act.ts";

interface SagaOfOrder {
  readonly number: OrderNumber;
  readonly sagaId: SagaId;
}

/** The steps that a saga goes on with after its present one, in order. */
function stepsAfter({ saga }: ManualRefundFacts["trouble"]): string[] {
  const { steps } = definitionOf(SAGAS, saga);
  const at = steps.findIndex(({ name }) => name === saga.step);
  const forward = goingOf(saga) === "running";
  const left = forward ? steps.slice(at + 1) : steps.slice(0, at).toReversed();
  return left.flatMap(({ name, undo }) => (forward || undo ? [name] : []));
}

/** What marking a failing refund as paid by hand would record. Asks the provider. Throws as {@link readManualRefund}. */
export async function previewManualRefund(
  deps: { readonly db: Db; readonly gateways: PaymentGateways },
  { number, sagaId }: SagaOfOrder,
): Promise<ManualRefundPreview> {
  const orderId = (await requireOrder(deps.db, number)).id;
  const { trouble, isUnmade } = await readManualRefund(deps, { orderId, sagaId });
  const { refund, payment } = trouble;
  const { currency, provider } = payment;
  return {
    amountMinor: refund.amountMinor,
    currency,
    provider,
    isUnmade,
    next: stepsAfter(trouble),
    undoes: goingOf(trouble.saga) === "compensating",
  };
}

/**
 * Marks a failing refund as paid by hand, audited. Repeated with the same reference it changes nothing. Throws as
 * {@link readManualRefund} and {@link markRefunded}, and `invalid_input` when the provider does not say that it has not made the
 * refund and nobody has looked.
 */
export async function markRefundedAsStaff(
  deps: Deps & { readonly gateways: PaymentGateways; readonly settings: MailSite },
  input: AdminMarkRefunded,
  act: StaffAct,
): Promise<void> {
  const { number, sagaId, amountMinor, reference } = input;
  const orderId = (await requireOrder(deps.db, number)).id;
  if (await wasPaidByHand(deps.db, sagaId, reference)) return;
  const facts = await readManualRefund(deps, { orderId, sagaId });
  if (!facts.isUnmade && !input.checkedAtProvider) {
    throw fieldError("checkedAtProvider", getTranslations("errorDetails")("checkProvider"));
  }
  await changeWithAudit(deps, act, async (tx) => {
    const isFirst = await markRefunded(tx, { site: deps.settings, facts }, { orderId, sagaId, amountMinor, reference });
    const after = { sagaId, amountMinor, reference, saidUnmade: facts.isUnmade };
    const note = { action: "orders.mark_refunded", subject: { kind: "order", id: number }, after } as const;
    return { result: null, note: isFirst ? note : null };
  });
}
