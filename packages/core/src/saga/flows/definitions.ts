import { createRegistry, type SagaDefinition } from "../engine/definition.ts";
import { confirmStep } from "./checkout/confirm-step.ts";
import { payStep } from "./checkout/pay-step.ts";
import { placeStep } from "./checkout/place-step.ts";
import { refundStep } from "./refund/refund-step.ts";
import { reserveStep } from "./checkout/reserve-step.ts";
import { closeStep, markStep, restockStep } from "./cancellation/restock-step.ts";

/**
 * Takes an order from placed to confirmed. Stock is reserved before the payment is taken. Compensation refunds the payment,
 * releases the stock and cancels the order.
 *
 * A definition never changes while sagas run on it. Add the next version beside it and start new sagas on that one.
 */
export const CHECKOUT: SagaDefinition = {
  kind: "checkout",
  version: 1,
  steps: [placeStep, reserveStep, payStep, confirmStep],
  onExhausted: "compensate",
};

/** Undoes a confirmed order that has not shipped. It cannot be compensated: it goes forward until it is done. */
export const CANCELLATION: SagaDefinition = {
  kind: "cancellation",
  version: 1,
  steps: [markStep, refundStep, restockStep, closeStep],
  onExhausted: "stuck",
};

/** Refunds a payment without cancelling the order. */
export const REFUND: SagaDefinition = { kind: "refund", version: 1, steps: [refundStep], onExhausted: "stuck" };

export const SAGAS = createRegistry([CHECKOUT, CANCELLATION, REFUND]);
