import { createRegistry, type SagaDefinition } from "../engine/definition.ts";
import { confirmStep } from "./checkout/confirm-step.ts";
import { payStep } from "./checkout/pay-step.ts";
import { placeStep } from "./checkout/place-step.ts";
import { refundStep } from "./refund/refund-step.ts";
import { reserveStep } from "./checkout/reserve-step.ts";
import { closeStep, markStep, restockStep } from "./cancellation/restock-step.ts";

/**
 * From a placed order to a confirmed one. Stock is held before money is taken. Backwards: money back, stock back, order
 * cancelled.
 *
 * A definition is never changed while sagas run on it: write the next version beside it and start new sagas on that one.
 */
export const CHECKOUT: SagaDefinition = {
  kind: "checkout",
  version: 1,
  steps: [placeStep, reserveStep, payStep, confirmStep],
  onExhausted: "compensate",
};

/** Takes back a confirmed order that was not sent yet. There is no way back from it, only forward until it is done. */
export const CANCELLATION: SagaDefinition = {
  kind: "cancellation",
  version: 1,
  steps: [markStep, refundStep, restockStep, closeStep],
  onExhausted: "stuck",
};

/** Sends money back without taking back the order. */
export const REFUND: SagaDefinition = { kind: "refund", version: 1, steps: [refundStep], onExhausted: "stuck" };

export const SAGAS = createRegistry([CHECKOUT, CANCELLATION, REFUND]);
