import type { GiftCardEntry, GiftCardState } from "@cartwright/contracts/admin-gift-cards";
import type { GiftCardId, OrderNumber } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { microsecondsOf } from "../../kernel/microseconds.ts";

export interface GiftCardRow {
  readonly id: GiftCardId;
  readonly last4: string;
  readonly state: GiftCardState;
  readonly currency: Currency;
  readonly initialMinor: number;
  readonly balanceMinor: number;
  readonly heldMinor: number;
  readonly isDisabled: boolean;
  readonly expiresAt: Date | null;
  readonly recipientEmail: string | null;
  readonly note: string;
  readonly orderNumber: OrderNumber | null;
  readonly createdAt: Date;
  readonly createdUs: number;
  readonly version: number;
}

/** A card that is disabled counts as that, also when it has expired or is used up. */
const STATE = sql`case when is_disabled then 'disabled' when balance_minor = 0 then 'used'
  when expires_at <= now() then 'expired' else 'active' end`;

const COLUMNS = sql`id, last4, ${STATE} as state, currency, initial_minor as "initialMinor", balance_minor as "balanceMinor",
  held_minor as "heldMinor", is_disabled as "isDisabled", expires_at as "expiresAt", recipient_email as "recipientEmail", note,
  (select number from orders.orders as o where o.id = order_id) as "orderNumber",
  created_at as "createdAt", ${microsecondsOf(sql`created_at`)} as "createdUs", version`;

/** What a search is for: a whole code, its last four characters, or a recipient. Null for no search. */
export type GiftCardSearch =
  | { readonly codeHash: Buffer }
  | { readonly last4: string }
  | { readonly recipientEmail: string };

export interface GiftCardFilter {
  readonly search: GiftCardSearch | null;
  readonly state: GiftCardState | null;
  readonly before: { readonly createdUs: number; readonly id: string } | null;
  readonly limit: number;
}

function matching(search: GiftCardSearch) {
  if ("codeHash" in search) return sql`code_hash = ${search.codeHash}`;
  if ("last4" in search) return sql`last4 = ${search.last4}`;
  return sql`recipient_email = ${search.recipientEmail}`;
}

/** Cards, newest first. */
export async function selectGiftCards(db: Db, filter: GiftCardFilter): Promise<GiftCardRow[]> {
  const { search, state, before, limit } = filter;
  const wanted = [
    search && matching(search),
    state && sql`${STATE} = ${state}`,
    before &&
      sql`(created_at, id) < ('epoch'::timestamptz + ${before.createdUs} * interval '1 microsecond', ${before.id}::uuid)`,
  ].filter((condition) => condition !== null);
  const { rows } = await sql<GiftCardRow>`
    select ${COLUMNS} from payments.gift_cards
    where ${wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `)}
    order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function selectGiftCard(
  db: Db | Tx,
  id: GiftCardId,
  lock: "for update" | "unlocked",
): Promise<GiftCardRow | null> {
  const { rows } = await sql<GiftCardRow>`
    select ${COLUMNS} from payments.gift_cards where id = ${id} ${lock === "for update" ? sql`for update` : sql``}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export type GiftCardEntryRow = Omit<GiftCardEntry, "at"> & { readonly at: Date };

/** What happened to a card's value, newest first. What orders in progress hold comes before it. */
export async function selectHistory(db: Db, id: GiftCardId, limit: number): Promise<GiftCardEntryRow[]> {
  const { rows } = await sql<GiftCardEntryRow>`
    select * from (
      select use.created_at as at, 'held' as kind, o.number as "orderNumber", -use.amount_minor as "amountMinor"
      from payments.gift_card_uses as use join orders.orders as o on o.id = use.order_id
      where use.gift_card_id = ${id} and use.state = 'held'
      union all
      select e.at, case
          when e.payment_id is null and sale.number is null then 'issued'
          when e.payment_id is null and e.amount_minor > 0 then 'cancelled'
          when e.payment_id is null then 'sold'
          when e.amount_minor > 0 then 'spent' else 'refunded' end,
        coalesce(p.order_number, sale.number), -e.amount_minor
      from payments.ledger_entries as e
      join payments.gift_cards as card on card.id = e.gift_card_id
      left join orders.orders as sale on sale.id = card.order_id
      left join payments.payments as p on p.id = e.payment_id
      where e.gift_card_id = ${id} and e.account = 'gift_cards'
    ) as entry
    order by at desc, kind limit ${limit}`.execute(db);
  return rows;
}
