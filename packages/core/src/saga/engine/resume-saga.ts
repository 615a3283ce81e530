import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { SagaRegistry } from "./definition.ts";
import { forgetRetries, lockUnfinishedSaga } from "./sagas.sql.ts";
import { resumeStuckSagas } from "./wake-sagas.ts";

export interface Resumption {
  readonly orderId: OrderId;
  readonly sagaId: SagaId;
  /** Runs in the same transaction. */
  readonly also: (tx: Tx) => Promise<void>;
}

/**
 * Resumes a stuck saga in the direction it was going, without waiting for the sweeper, and resets the sweeper's retries. The
 * caller has checked the permission. Throws `illegal_transition` when the saga is not stuck.
 */
export async function resumeSaga(
  deps: Deps,
  registry: SagaRegistry,
  { orderId, sagaId, also }: Resumption,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const saga = await lockUnfinishedSaga(tx, orderId);
    if (saga?.id !== sagaId || saga.state !== "stuck") throw new AppError("illegal_transition");
    await forgetRetries(tx, saga.id);
    await resumeStuckSagas(tx, registry, [saga]);
    await also(tx);
  });
  deps.nudgeRelay();
}
