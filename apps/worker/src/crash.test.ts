import { describeCrashes } from "./testing/crash-suite.ts";

/** With crash-in-payment.test.ts, every point between two commits where a worker may die. */
describeCrashes({
  forward: [
    "relay.after-claim",
    "relay.after-publish",
    "saga.before-step/inventory.reserve",
    "saga.before-journal/inventory.reserve",
    "saga.after-commit/inventory.reserve",
  ],
  undoing: [
    "saga.before-step/inventory.release",
    "saga.before-journal/inventory.release",
    "saga.before-journal/order.cancel",
    "saga.after-commit/order.cancel",
  ],
});
