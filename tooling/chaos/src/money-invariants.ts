import { type Charge, ChargeList } from "@cartwright/contracts/sandbox-provider";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { type Invariant, judge } from "./invariant.ts";

/** The amounts that the shop's ledger has for an order, in minor units. */
export interface OrderBooks {
  readonly number: string;
  readonly status: string;
  readonly totalMinor: number;
  readonly takenMinor: number;
  readonly refundedMinor: number;
}

/** The ledger of every order, including the demo's. */
export async function readBooks(db: Db): Promise<OrderBooks[]> {
  const { rows } = await sql<OrderBooks>`
    select o.number, o.status, o.total_minor as "totalMinor",
      coalesce(-sum(e.amount_minor) filter (where e.account = 'customer_payments'), 0)::bigint as "takenMinor",
      coalesce(sum(e.amount_minor) filter (where e.account = 'customer_refunds'), 0)::bigint as "refundedMinor"
    from orders.orders as o left join payments.payments as p on p.order_id = o.id
    left join payments.ledger_entries as e on e.payment_id = p.id group by o.id order by o.number`.execute(db);
  return rows;
}

const ASKED_AT_ONCE = 8;

/** The provider's own record of these orders. */
export async function readCharges(providerUrl: string, numbers: readonly string[]): Promise<Map<string, Charge[]>> {
  const charges = new Map<string, Charge[]>();
  const ask = async (number: string) => {
    const response = await fetch(`${providerUrl}/charges?orderNumber=${encodeURIComponent(number)}`, {
      signal: AbortSignal.timeout(10_000),
    });
    charges.set(number, ChargeList.parse(await response.json()).charges);
  };
  for (let from = 0; from < numbers.length; from += ASKED_AT_ONCE)
    await Promise.all(numbers.slice(from, from + ASKED_AT_ONCE).map(ask));
  return charges;
}

const TOOK_MONEY: ReadonlySet<Charge["status"]> = new Set(["succeeded", "partially_refunded", "refunded"]);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The shop's books beside the provider's record. Pure. */
export function judgeMoney(books: readonly OrderBooks[], charges: ReadonlyMap<string, readonly Charge[]>): Invariant[] {
  const both = books.map((order) => {
    const took = (charges.get(order.number) ?? []).filter(({ status }) => TOOK_MONEY.has(status));
    return {
      ...order,
      charges: took.length,
      chargedMinor: sum(took.map(({ amountMinor }) => amountMinor)),
      givenBackMinor: sum(took.map(({ refundedMinor }) => refundedMinor)),
    };
  });
  const confirmed = both.filter(({ status }) => status === "confirmed");
  const cancelled = both.filter(({ status }) => status === "cancelled");
  return [
    judge(
      "no order is charged twice (provider's record)",
      both.length,
      both.filter((it) => it.charges > 1).map((it) => `${it.number} has ${it.charges} charges`),
    ),
    judge(
      "the provider's record equals the ledger, order by order",
      both.length,
      both
        .filter((it) => it.chargedMinor !== it.takenMinor || it.givenBackMinor !== it.refundedMinor)
        .map(
          (it) =>
            `${it.number}: ${it.chargedMinor} less ${it.givenBackMinor} there, ${it.takenMinor} less ${it.refundedMinor} here`,
        ),
    ),
    judge(
      "the provider holds the total of a confirmed order",
      confirmed.length,
      confirmed
        .filter((it) => it.chargedMinor - it.givenBackMinor !== it.totalMinor)
        .map((it) => `${it.number} costs ${it.totalMinor}, ${it.chargedMinor - it.givenBackMinor} are there`),
    ),
    judge(
      "the provider holds nothing of a cancelled order",
      cancelled.length,
      cancelled
        .filter((it) => it.chargedMinor !== it.givenBackMinor)
        .map((it) => `${it.number}: ${it.chargedMinor - it.givenBackMinor} are there`),
    ),
  ];
}
