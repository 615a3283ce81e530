import type { ReturnState } from "@cartwright/contracts/orders";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { type LockedOrder, lockOrders } from "../orders/move-orders.ts";
import { moveReturn, type ReturnRow, selectReturn } from "../orders/return-states.ts";

/** A return and its order, which is locked: nothing else changes either of them meanwhile. */
export interface LockedReturn {
  readonly order: LockedOrder;
  readonly request: ReturnRow;
}

/** Locks the order of a return, then reads the return. Throws `not_found`. */
export async function lockReturn(tx: Tx, returnId: string): Promise<LockedReturn> {
  const found = await selectReturn(tx, returnId);
  const order = found && (await lockOrders(tx, [found.orderId])).get(found.orderId);
  const request = order && (await selectReturn(tx, returnId));
  if (!order || !request) throw new AppError("not_found");
  return { order, request };
}

/** Moves a locked return on. Throws `illegal_transition` that says what has become of it. */
export async function settleReturn(
  tx: Tx,
  { request }: LockedReturn,
  move: { readonly from: readonly ReturnState[]; readonly to: ReturnState; readonly note: string },
): Promise<void> {
  const { id, state } = request;
  if (!move.from.includes(state)) {
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")(`returnState.${state}`) });
  }
  if (!(await moveReturn(tx, { id, from: state, to: move.to, note: move.note }))) throw new AppError("stale_write");
}
