import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { SagaRegistry } from "./definition.ts";
import { forgetRetries, lockUnfinishedSaga, makeDue } from "./sagas.sql.ts";
import { isOpen } from "./saga.ts";
import { resumeStuckSagas } from "./wake-sagas.ts";

export interface Resumption {
  readonly orderId: OrderId;
  readonly sagaId: SagaId;
  /** Runs in the same transaction. */
  readonly also: (tx: Tx) => Promise<void>;
}

/**
 * Resumes a stuck saga in the direction it was going, without waiting for the sweeper, and resets the sweeper's retries. One that
 * is failing and rests until its next attempt is tried at once. The caller has checked the permission. Throws
 * `illegal_transition` when the saga neither is stuck nor fails.
 */
export async function resumeSaga(
  deps: Deps,
  registry: SagaRegistry,
  { orderId, sagaId, also }: Resumption,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const saga = await lockUnfinishedSaga(tx, orderId);
    if (saga?.id !== sagaId) throw new AppError("illegal_transition");
    if (saga.state === "stuck") {
      await forgetRetries(tx, saga.id);
      await resumeStuckSagas(tx, registry, [saga]);
    } else if (isOpen(saga.state) && saga.data.failingSince) await makeDue(tx, [saga.id]);
    else throw new AppError("illegal_transition");
    await also(tx);
  });
  deps.nudgeRelay();
}

/** Makes the unfinished saga of an order go on at once, be it stuck, failing or waiting. Does nothing without one. */
export async function resumeUnfinished(tx: Tx, registry: SagaRegistry, orderId: OrderId): Promise<void> {
  const saga = await lockUnfinishedSaga(tx, orderId);
  if (!saga) return;
  if (saga.state === "stuck") {
    await forgetRetries(tx, saga.id);
    await resumeStuckSagas(tx, registry, [saga]);
  } else await makeDue(tx, [saga.id]);
}
