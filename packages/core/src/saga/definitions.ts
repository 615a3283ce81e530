import { createRegistry, type SagaDefinition } from "./definition.ts";
import { confirmStep } from "./steps/confirm.ts";
import { payStep } from "./steps/pay.ts";
import { placeStep } from "./steps/place.ts";
import { refundStep } from "./steps/refund.ts";
import { reserveStep } from "./steps/reserve.ts";
import { closeStep, markStep, restockStep } from "./steps/restock.ts";

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
  whenSpent: "compensate",
};

/** Takes back a confirmed order that was not sent yet. There is no way back from it, only forward until it is done. */
export const CANCELLATION: SagaDefinition = {
  kind: "cancellation",
  version: 1,
  steps: [markStep, refundStep, restockStep, closeStep],
  whenSpent: "stuck",
};

/** Sends money back without taking back the order. */
export const REFUND: SagaDefinition = { kind: "refund", version: 1, steps: [refundStep], whenSpent: "stuck" };

export const SAGAS = createRegistry([CHECKOUT, CANCELLATION, REFUND]);
