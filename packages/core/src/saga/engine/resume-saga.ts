import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { SagaRegistry } from "./definition.ts";
import { forgetRetries, lockUnfinishedSaga } from "./sagas.sql.ts";
import { resume } from "./wake-sagas.ts";

export interface Resumption {
  readonly orderId: OrderId;
  readonly sagaId: SagaId;
  /** Commits together with the resumption. */
  readonly also: (tx: Tx) => Promise<void>;
}

/**
 * Sets a stuck saga going again, the way it was going, without waiting for the sweeper; from then on the sweeper has all its
 * tries again. The caller has checked the permission. Throws `illegal_transition` when this saga is not stuck (any more).
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
    await resume(tx, registry, [saga]);
    await also(tx);
  });
  deps.nudgeRelay();
}
