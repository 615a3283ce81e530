import type { SagaId } from "@cartwright/contracts/ids";
import { newId } from "@cartwright/core/kernel/ids";
import { STUCK_POLICY } from "@cartwright/core/saga/engine/wake-sagas";
import type { Tx } from "@cartwright/db/transaction";
import { inChunks } from "../in-chunks.ts";
import type { DemoOrder } from "./demo-orders.ts";
import { DAY, type SagaStory } from "./story.ts";
import { timeOf } from "./demo-orders.ts";

/** When the engine next wakes a waiting demo saga: far enough ahead that the demo stays as it is. */
const REST_MS = 14 * DAY;

/** Writes sagas and their journals. None of them is due. */
export async function writeSagas(tx: Tx, orders: readonly DemoOrder[]): Promise<void> {
  const sagas = orders.flatMap((order) =>
    order.story.sagas.map((saga) => ({
      order,
      saga,
      id: saga.kind === "checkout" ? order.sagaId : newId<SagaId>(),
    })),
  );
  await inChunks(sagas, 500, (chunk) => tx.insertInto("saga.sagas").values(chunk.map(sagaRow)).execute());
  const entries = sagas.flatMap(({ id, order, saga }) =>
    saga.journal.map((entry, index) => ({
      saga_id: id,
      seq: index + 1,
      step: entry.step,
      direction: entry.direction,
      attempt: entry.attempt,
      outcome: entry.outcome,
      started_at: timeOf(order, entry.fromMs),
      finished_at: entry.toMs === null ? null : timeOf(order, entry.toMs),
      error: entry.error ?? null,
    })),
  );
  await inChunks(entries, 500, (chunk) =>
    tx
      .insertInto("saga.journal")
      .values([...chunk])
      .execute(),
  );
}

function sagaRow({ id, order, saga }: { id: SagaId; order: DemoOrder; saga: SagaStory }) {
  const endMs = saga.journal.at(-1)?.toMs ?? saga.startMs;
  const ended = saga.state === "completed" || saga.state === "compensated";
  return {
    id,
    order_id: order.id,
    kind: saga.kind,
    definition_version: 1,
    state: saga.state,
    step: saga.step,
    attempts: saga.attempts,
    // A stuck saga waits for a person. The engine does not retry it.
    retries: saga.state === "stuck" ? STUCK_POLICY.retriesMax : 0,
    escalated_at: saga.state === "stuck" ? timeOf(order, endMs) : null,
    journal_seq: saga.journal.length,
    wake_at: timeOf(order, ended ? endMs : REST_MS),
    failure: saga.failure,
    last_error: saga.lastError,
    data: JSON.stringify(dataOf(order, saga)),
    created_at: timeOf(order, saga.startMs),
    updated_at: timeOf(order, endMs),
    finished_at: ended ? timeOf(order, endMs) : null,
  };
}

function dataOf({ story, placedAt }: DemoOrder, saga: SagaStory): Record<string, unknown> {
  if (saga.kind !== "checkout") return { reason: saga.reason ?? "" };
  const held = story.stock.at(-1)?.kind === "reserve";
  const ended = saga.state === "completed" || saga.state === "compensated";
  return {
    // As in the engine, a finished saga no longer has the payment token.
    ...(ended ? {} : { payment: { provider: "sandbox", token: story.payment?.token ?? "tok_approve" } }),
    ...(story.payment ? { chargeMayExist: true } : {}),
    ...(held ? { holdExpiresAt: new Date(placedAt.getTime() + REST_MS).toISOString() } : {}),
    ...(saga.state === "stuck" ? { resumeAs: "compensating", failingFor: "payment_unavailable" } : {}),
  };
}
