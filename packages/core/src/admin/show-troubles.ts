import { Currency, SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { OrderId } from "@cartwright/contracts/ids";
import type { OrderTrouble } from "@cartwright/contracts/order-trouble";
import type { Db } from "@cartwright/db/client";
import { STUCK_POLICY } from "../saga/engine/wake-sagas.ts";
import { readTroubles, type Trouble } from "../saga/flows/refund/read-troubles.ts";

/** When the engine tries a failing saga again. Null when it waits for a person. */
function nextAttempt({ saga, wakeAt, updatedAt }: Trouble): Date | null {
  if (saga.state !== "stuck") return wakeAt;
  if (saga.retries >= STUCK_POLICY.retriesMax) return null;
  return new Date(updatedAt.getTime() + STUCK_POLICY.restMs * 2 ** saga.retries);
}

const show = (trouble: Trouble): OrderTrouble => ({
  sagaId: trouble.saga.id,
  kind: trouble.saga.kind,
  step: trouble.saga.step,
  refundMinor: trouble.refund?.amountMinor ?? null,
  currency: trouble.payment ? Currency.parse(trouble.payment.currency) : SHOP_CURRENCY,
  failures: trouble.failures,
  reason: trouble.saga.data.failingFor ?? null,
  since: trouble.since.toISOString(),
  nextAttemptAt: nextAttempt(trouble)?.toISOString() ?? null,
});

/** What needs a person at up to 100 orders, by order; the oldest saga first. */
export async function showTroubles(
  db: Db,
  orderIds: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, readonly OrderTrouble[]>> {
  const troubles = (await readTroubles(db, orderIds)).filter(({ needsPerson }) => needsPerson);
  const byOrder = Map.groupBy(troubles, ({ saga }) => saga.orderId);
  return new Map([...byOrder].map(([orderId, some]) => [orderId, some.map(show)]));
}
