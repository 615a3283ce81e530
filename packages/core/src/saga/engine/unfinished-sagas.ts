import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import type { Saga, SagaState } from "./saga.ts";
import {
  lockUnfinishedSaga as lockUnfinished,
  makeDue,
  selectSaga,
  selectTroubled,
  selectUnfinished,
  type TroubledSaga,
} from "./sagas.sql.ts";

export type { TroubledSaga } from "./sagas.sql.ts";

/** Locks the saga of an order that has not ended, if there is one. A stuck saga counts; a running one is preferred to it. */
export async function lockUnfinishedSaga(tx: Tx, orderId: OrderId): Promise<Saga | null> {
  return lockUnfinished(tx, orderId);
}

/** The sagas of some orders that have not ended. */
export async function readUnfinishedSagas(
  db: Db,
  orderIds: readonly OrderId[],
): Promise<{ readonly id: SagaId; readonly orderId: OrderId; readonly state: SagaState }[]> {
  return selectUnfinished(db, orderIds);
}

/** The same with how they fail. At most 100 orders. */
export async function readTroubledSagas(db: Db | Tx, orderIds: readonly OrderId[]): Promise<TroubledSaga[]> {
  if (orderIds.length > 100) throw new RangeError("more than 100 orders");
  return orderIds.length === 0 ? [] : selectTroubled(db, orderIds);
}

/** Makes running and compensating sagas due, so that the sweeper wakes them at once. */
export async function wakeSoon(db: Db, sagaIds: readonly SagaId[]): Promise<void> {
  await makeDue(db, sagaIds);
}

/** One saga, ended or not. */
export async function readSaga(db: Db, sagaId: SagaId): Promise<Saga | null> {
  return selectSaga(db, sagaId);
}
