import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import type { Payment, Refund } from "../../../payments/payment.ts";
import { readPaymentsOfOrders, readRefundsOfPayments } from "../../../payments/read-payments.ts";
import { readTroubledSagas, type TroubledSaga } from "../../engine/unfinished-sagas.ts";
import { type FailingRefund, failingRefund } from "./failing-refund.ts";
import { refundKeyOf } from "./refund-key.ts";

/** An unfinished saga, its order's payment, and the refund that it is failing to make. */
export interface Trouble extends TroubledSaga {
  readonly payment: Payment | null;
  readonly refunds: readonly Refund[];
  readonly refund: FailingRefund | null;
}

/** The unfinished sagas of up to 100 orders, and what each is failing to pay back. Five statements at most. */
export async function readTroubles(db: Db | Tx, orderIds: readonly OrderId[]): Promise<Trouble[]> {
  const sagas = await readTroubledSagas(db, orderIds);
  if (sagas.length === 0) return [];
  const payments = await readPaymentsOfOrders(db, orderIds);
  const refundsOf = await readRefundsOfPayments(db, [...payments.values()]);
  return sagas.map((one) => {
    const { saga } = one;
    const payment = payments.get(saga.orderId) ?? null;
    const refunds = (payment && refundsOf.get(payment.id)) ?? [];
    const others = sagas.filter((other) => other.saga.orderId === saga.orderId && other.saga.id !== saga.id);
    const keys = new Set(others.map((other) => refundKeyOf(other.saga)));
    return Object.assign(one, { payment, refunds, refund: failingRefund(saga, { payment, refunds, others: keys }) });
  });
}
