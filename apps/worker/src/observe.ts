import { summarizeOrder } from "@cartwright/contracts/order-status";
import type { SettledAttempt } from "@cartwright/core/saga/engine/settle-attempts";
import type { Logger } from "@cartwright/observability/logger";
import { metrics } from "@cartwright/observability/metrics";
import { logFailure } from "./log-failure.ts";
import { reportStuck } from "./report-faults.ts";

/** Counts and times an attempt at a saga step. A person is told what they must act on. */
export function observeAttempt(logger: Logger, attempt: SettledAttempt, seconds: number): void {
  const { saga, order, now } = attempt.locked;
  const { progress, result } = attempt;
  const direction = saga.state === "compensating" ? "undo" : "do";
  const labels = { kind: saga.kind, step: saga.step, direction };
  metrics.sagaStepDuration.observe(labels, seconds);
  if (result.kind === "refused" || result.kind === "retry") {
    metrics.sagaStepFailures.inc({ ...labels, cause: result.reason });
  }
  logFailure(logger, attempt);
  reportStuck(attempt);
  const status = summarizeOrder({ ...order.state, ...result.to });
  if (status !== summarizeOrder(order.state)) metrics.orderMoves.inc({ status });
  if (progress.state === "completed" || progress.state === "compensated") {
    const duration = Math.max(0, now.getTime() - saga.createdAt.getTime()) / 1_000;
    metrics.sagaDuration.observe({ kind: saga.kind, state: progress.state }, duration);
  }
}
