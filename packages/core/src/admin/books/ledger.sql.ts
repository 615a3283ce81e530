import type { OrderNumber } from "@cartwright/contracts/ids";
import type { LedgerAccount, TransferKind } from "@cartwright/contracts/ledger";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface LedgerEntryRow {
  readonly id: number;
  readonly at: Date;
  readonly orderNumber: OrderNumber | null;
  readonly kind: TransferKind;
  readonly account: LedgerAccount;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly provider: string | null;
}

export interface LedgerFilter {
  readonly order: OrderNumber | null;
  readonly account: LedgerAccount | null;
  readonly beforeId: number | null;
  readonly limit: number;
}

/** A transfer is told by its accounts; a fee by the one that nothing else has. */
const KIND = sql`
  case
    when e.payment_id is null
      and (select card.order_id from payments.gift_cards as card where card.id = e.gift_card_id) is null then 'gift_card_issued'
    when e.payment_id is null and e.transfer_id = e.gift_card_id then 'gift_card_sold'
    when e.payment_id is null then 'gift_card_cancelled'
    when e.gift_card_id is not null and (e.account = 'gift_cards') = (e.amount_minor > 0) then 'gift_card_spent'
    when e.gift_card_id is not null then 'gift_card_refunded'
    when e.transfer_id = e.payment_id then 'charge'
    when e.account = 'provider_fees' then 'fee'
    when e.account = 'refunds_by_hand' then 'refund_by_hand'
    when r.id is null then 'fee'
    when r.reference is not null then 'refund_by_hand'
    else 'refund'
  end`;

/** Entries of the ledger, newest first. The limit is part of the text, so that a generic plan knows how few they are. Each filter has an index in that order, or is about one payment. */
export async function selectLedger(db: Db, filter: LedgerFilter): Promise<LedgerEntryRow[]> {
  const { order, account, beforeId, limit } = filter;
  const wanted = [
    order !== null && sql`e.payment_id = (select id from payments.payments where order_number = ${order})`,
    account !== null && sql`e.account = ${account}`,
    beforeId !== null && sql`e.id < ${beforeId}`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<LedgerEntryRow>`
    select e.id, e.at, p.order_number as "orderNumber", ${KIND} as kind, e.account, e.amount_minor as "amountMinor",
      e.currency, p.provider
    from (
      select * from payments.ledger_entries as e where ${wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `)}
      order by e.id desc limit ${sql.lit(limit)}) as e
    left join payments.payments as p on p.id = e.payment_id
    left join payments.refunds as r on r.id = e.transfer_id
    order by e.id desc`.execute(db);
  return rows;
}

export interface BalanceRow {
  readonly account: LedgerAccount;
  readonly currency: Currency;
  readonly amountMinor: number;
  readonly entries: number;
}

/** The sum of one order's entries by account. */
export async function selectBalancesOf(db: Db, order: OrderNumber): Promise<BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    select account, currency, sum(amount_minor)::bigint as "amountMinor", count(*)::int as entries
    from payments.ledger_entries
    where payment_id = (select id from payments.payments where order_number = ${order})
    group by account, currency order by account, currency`.execute(db);
  return rows;
}

/** Days of the shop, both included, in its time zone. */
export interface Days {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

const within = ({ from, to, timeZone }: Days) => sql`
  at >= ${from}::date::timestamp at time zone ${timeZone}
  and at < (${to}::date + 1)::timestamp at time zone ${timeZone}`;

/** The sum of a period's entries by account, from the newest `max` of them. */
export async function selectBalances(db: Db, days: Days, max: number): Promise<BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    select account, currency, sum(amount_minor)::bigint as "amountMinor", count(*)::int as entries
    from (
      select account, currency, amount_minor from payments.ledger_entries
      where ${within(days)} order by at desc limit ${max}) as newest
    group by account, currency order by account, currency`.execute(db);
  return rows;
}

export interface DayTotalRow {
  readonly day: string;
  readonly provider: string | null;
  readonly currency: Currency;
  readonly kind: TransferKind;
  readonly account: LedgerAccount;
  readonly amountMinor: number;
  readonly entries: number;
}

/** The totals of each day by provider, currency, kind of transfer and account. */
export async function selectDayTotals(db: Db | Tx, days: Days, limit: number): Promise<DayTotalRow[]> {
  const { rows } = await sql<DayTotalRow>`
    select to_char(at at time zone ${days.timeZone}, 'YYYY-MM-DD') as day, p.provider, e.currency, ${KIND} as kind, e.account,
      sum(e.amount_minor)::bigint as "amountMinor", count(*)::int as entries
    from payments.ledger_entries as e
    left join payments.payments as p on p.id = e.payment_id
    left join payments.refunds as r on r.id = e.transfer_id
    where ${within(days)}
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5 limit ${limit}`.execute(db);
  return rows;
}
