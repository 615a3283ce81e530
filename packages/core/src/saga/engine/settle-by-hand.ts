import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { definitionOf, type LockedSaga, type SagaRegistry, type StepResult } from "./definition.ts";
import { selectJournalEnds, selectPaidByHand } from "./sagas.sql.ts";
import { lockSagasWithOrders } from "./select-runnable.ts";
import { settleAttempts, type SettleOptions } from "./settle-attempts.ts";

/** What the sagas of an order have tried so far. */
export interface Attempts {
  /** Changes with every attempt of any of them. */
  readonly version: string;
  /** A step was called so recently that its effect may still be on its way. */
  readonly mayArrive: boolean;
}

/** An attempt that ended this long ago has no effect any more that is not known. */
const SETTLED_AFTER_MS = 60_000;
/** An attempt whose end was not recorded: its worker may be slow, or may have died. */
const LOST_AFTER_MS = 600_000;

/** Of all sagas of the order that have not ended: each of them requests every refund of the order that is waiting, not only its own. */
export async function readAttempts(db: Db | Tx, orderId: OrderId): Promise<Attempts> {
  const ends = await selectJournalEnds(db, orderId);
  return {
    version: ends.map(({ sagaId, seq }) => `${sagaId}:${seq}`).join(" "),
    mayArrive: ends.some(({ outcome, ageMs }) => ageMs < (outcome === "intent" ? LOST_AFTER_MS : SETTLED_AFTER_MS)),
  };
}

/** Whether the refund of a saga was marked as paid by hand, with this reference. */
export async function wasPaidByHand(db: Db, sagaId: SagaId, reference: string): Promise<boolean> {
  return (await selectPaidByHand(db, sagaId)) === reference;
}

/** Locks a saga with its order. Undefined when there is no such saga. */
export async function lockForHand(tx: Tx, sagaId: SagaId): Promise<LockedSaga | undefined> {
  return (await lockSagasWithOrders(tx, [sagaId])).get(sagaId);
}

/**
 * Ends the present step of a failing saga with a result that a person brought about, and sends it on in the direction it was
 * going. The saga is locked, its step has no attempt that may still arrive, and what it did is written in this transaction.
 * Call `deps.nudgeRelay()` after the commit.
 */
export async function settleByHand(
  tx: Tx,
  context: SettleOptions & { readonly registry: SagaRegistry },
  { locked, result }: { readonly locked: LockedSaga; readonly result: StepResult },
): Promise<void> {
  const { saga } = locked;
  const state = saga.state === "stuck" ? (saga.data.resumeAs ?? "compensating") : saga.state;
  const going = { ...locked, saga: { ...saga, state } };
  const definition = definitionOf(context.registry, saga);
  await settleAttempts(tx, [{ definition, locked: going, result, startedAt: null }], context);
}
