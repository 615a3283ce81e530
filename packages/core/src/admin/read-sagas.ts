import type { SagaView } from "@cartwright/contracts/admin";
import { SagaId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { redact, scrubText } from "@cartwright/observability/redaction";
import { type JournalRow, type SagaRow, selectJournal, selectSagas } from "./orders.sql.ts";

type StepStatus = SagaView["steps"][number]["status"];

/** The state of a step, from its last journal entry and the saga's state and position. */
export function statusOfStep(
  step: string,
  saga: Pick<SagaRow, "state" | "step">,
  journal: readonly JournalRow[],
): StepStatus {
  const own = journal.filter((row) => row.step === step);
  const undo = own.findLast((row) => row.direction === "undo");
  if (undo?.outcome === "done" || undo?.outcome === "skipped") return "undone";
  if (undo?.outcome === "failed") return "failed";
  const forward = own.findLast((row) => row.direction === "do");
  if (forward?.outcome === "done" || forward?.outcome === "skipped") return "done";
  if (forward?.outcome === "refused" || forward?.outcome === "failed") return "failed";
  if (saga.step === step && saga.state === "stuck") return "failed";
  return saga.step === step && saga.state === "running" ? "running" : "waiting";
}

/**
 * The sagas of an order for the inspector: the state of each step and every attempt, with payloads and errors redacted.
 * `stepsOf` names a definition's steps in order.
 */
export async function readSagas(
  db: Db,
  orderId: string,
  stepsOf: (kind: string, version: number) => readonly string[],
): Promise<SagaView[]> {
  const sagas = await selectSagas(db, orderId);
  const journal = await selectJournal(
    db,
    sagas.map((saga) => saga.id),
  );
  return sagas.map((saga) => {
    const own = journal.filter((row) => row.saga_id === saga.id);
    const live = saga.state === "running" || saga.state === "compensating";
    return {
      id: SagaId.parse(saga.id),
      kind: saga.kind,
      definitionVersion: saga.definition_version,
      state: saga.state,
      step: saga.step,
      attempts: saga.attempts,
      startedAt: saga.created_at.toISOString(),
      finishedAt: saga.finished_at?.toISOString() ?? null,
      nextAttemptAt: live ? saga.wake_at.toISOString() : null,
      lastError: saga.last_error === null ? null : scrubText(saga.last_error),
      steps: stepsOf(saga.kind, saga.definition_version).map((name) => ({
        name,
        status: statusOfStep(name, saga, own),
      })),
      journal: own.map((row) => ({
        seq: row.seq,
        step: row.step,
        direction: row.direction === "undo" ? ("undo" as const) : ("do" as const),
        attempt: row.attempt,
        outcome: row.outcome,
        startedAt: row.started_at.toISOString(),
        finishedAt: row.finished_at?.toISOString() ?? null,
        durationMs: row.finished_at ? Math.max(0, row.finished_at.getTime() - row.started_at.getTime()) : null,
        error: row.error === null ? null : scrubText(row.error),
        payload: redact(row.payload),
      })),
    };
  });
}
