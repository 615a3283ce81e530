import { describeCrashes } from "./testing/crash-suite.ts";

/** With crash.test.ts, every point between two commits where a worker may die. */
describeCrashes({
  forward: [
    "saga.before-step/payment.process",
    "saga.after-intent/payment.process",
    // The provider has charged, and nothing here knows it yet.
    "saga.after-effect/payment.process",
    "saga.before-journal/payment.process",
    "saga.after-commit/payment.process",
    "saga.before-journal/order.confirm",
    "saga.after-commit/order.confirm",
  ],
});
