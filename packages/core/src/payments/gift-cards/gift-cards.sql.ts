import type { GiftCardId, OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { GiftCard, GiftCardPart } from "./gift-card.ts";

const CARD = sql`id, last4, currency, balance_minor as "balanceMinor", held_minor as "heldMinor",
  is_disabled as "isDisabled", coalesce(expires_at <= now(), false) as "isExpired", encode(code_hash, 'hex') as hash`;

/** Cards by the hashes of their codes, in hexadecimal. Locked by ascending id if they are to be spent. */
export async function selectCards(
  db: Db | Tx,
  hashes: readonly Buffer[],
  lock: "for update" | "unlocked",
): Promise<Map<string, GiftCard>> {
  const { rows } = await sql<GiftCard & { readonly hash: string }>`
    select ${CARD} from payments.gift_cards where code_hash = any(${hashes}::bytea[])
    order by id ${lock === "for update" ? sql`for update` : sql``}`.execute(db);
  return new Map(rows.map(({ hash, ...card }) => [hash, card]));
}

/** Holds parts of cards for an order. The cards are locked. */
export async function insertUses(tx: Tx, orderId: OrderId, parts: readonly GiftCardPart[]): Promise<void> {
  await sql`
    with wanted as (
      select * from unnest(${parts.map((part) => part.giftCardId)}::uuid[], ${parts.map((part) => part.amountMinor)}::bigint[])
        with ordinality as part (gift_card_id, amount_minor, position)
    ), held as (
      update payments.gift_cards as card set held_minor = held_minor + wanted.amount_minor, updated_at = now()
      from wanted where card.id = wanted.gift_card_id
    )
    insert into payments.gift_card_uses (order_id, gift_card_id, position, amount_minor)
    select ${orderId}, gift_card_id, position, amount_minor from wanted`.execute(tx);
}

/** A card's part of an order. */
export interface UseRow extends GiftCardPart {
  readonly orderId: OrderId;
}

/** Locks the cards of orders by ascending id, so that two batches cannot deadlock. */
async function lockCardsOf(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  await sql`
    select id from payments.gift_cards
    where id in (select gift_card_id from payments.gift_card_uses where order_id = any(${orderIds}::uuid[]))
    order by id for update`.execute(tx);
}

/** Ends the holds of orders: the parts are taken out of the balances, or given back to them. Returns those that were held. */
export async function endHolds(
  tx: Tx,
  orderIds: readonly OrderId[],
  end: "taken" | "released",
): Promise<readonly UseRow[]> {
  await lockCardsOf(tx, orderIds);
  const { rows } = await sql<UseRow>`
    with ended as (
      update payments.gift_card_uses set state = ${end}
      where order_id = any(${orderIds}::uuid[]) and state = 'held'
      returning order_id, gift_card_id, amount_minor
    ), sums as (
      select gift_card_id, sum(amount_minor)::bigint as amount_minor from ended group by gift_card_id
    ), moved as (
      update payments.gift_cards as card
      set held_minor = held_minor - sums.amount_minor,
        balance_minor = balance_minor - case when ${end} = 'taken' then sums.amount_minor else 0 end, updated_at = now()
      from sums where card.id = sums.gift_card_id
    )
    select order_id as "orderId", gift_card_id as "giftCardId", amount_minor as "amountMinor" from ended`.execute(tx);
  return rows;
}

/** What the cards of an order have paid, and how much of it they have not got back, the last that was spent first. Locks the cards. */
export async function lockTaken(tx: Tx, orderId: OrderId): Promise<readonly GiftCardPart[]> {
  await lockCardsOf(tx, [orderId]);
  const { rows } = await sql<GiftCardPart>`
    select gift_card_id as "giftCardId", amount_minor - refunded_minor as "amountMinor" from payments.gift_card_uses
    where order_id = ${orderId} and state = 'taken' and refunded_minor < amount_minor order by position desc`.execute(
    tx,
  );
  return rows;
}

/** Days for which a card that gets money back can be used at least. */
const USABLE_DAYS_MIN = 90;

/**
 * Gives parts of a refund back to the cards that paid. One that has expired, or is about to, can be used for some time more: money
 * that no one can spend would be lost. The cards are locked.
 */
export async function returnParts(
  tx: Tx,
  { orderId, refundId }: { readonly orderId: OrderId; readonly refundId: string },
  parts: readonly GiftCardPart[],
): Promise<void> {
  await sql`
    with returned as (
      select * from unnest(${parts.map((part) => part.giftCardId)}::uuid[], ${parts.map((part) => part.amountMinor)}::bigint[])
        as part (gift_card_id, amount_minor)
    ), used as (
      update payments.gift_card_uses as use set refunded_minor = refunded_minor + returned.amount_minor
      from returned where use.order_id = ${orderId} and use.gift_card_id = returned.gift_card_id
    ), moved as (
      update payments.gift_cards as card set balance_minor = balance_minor + returned.amount_minor, updated_at = now(),
        expires_at = case when expires_at is not null then greatest(expires_at, now() + ${USABLE_DAYS_MIN} * interval '1 day') end
      from returned where card.id = returned.gift_card_id
    )
    insert into payments.gift_card_refunds (refund_id, gift_card_id, amount_minor)
    select ${refundId}, gift_card_id, amount_minor from returned`.execute(tx);
}

/** What gift cards have paid of an order, in the order in which they were spent. */
export async function selectPaidParts(tx: Tx, orderId: OrderId): Promise<readonly UseRow[]> {
  const { rows } = await sql<UseRow>`
    select order_id as "orderId", gift_card_id as "giftCardId", amount_minor as "amountMinor"
    from payments.gift_card_uses where order_id = ${orderId} and state = 'taken' order by position`.execute(tx);
  return rows;
}

/** What cards got back, by refund. */
export async function selectReturnedParts(
  tx: Tx,
  refundIds: readonly string[],
): Promise<Map<string, readonly GiftCardPart[]>> {
  const { rows } = await sql<GiftCardPart & { readonly refundId: string }>`
    select refund_id as "refundId", gift_card_id as "giftCardId", amount_minor as "amountMinor"
    from payments.gift_card_refunds where refund_id = any(${refundIds}::uuid[]) order by gift_card_id`.execute(tx);
  return Map.groupBy(rows, ({ refundId }) => refundId);
}

export interface NewGiftCard {
  readonly id: GiftCardId;
  readonly codeHash: Buffer;
  readonly last4: string;
  readonly currency: string;
  readonly initialMinor: number;
  readonly expiresAt: Date | null;
  readonly recipientEmail: string | null;
  readonly note: string;
  readonly issuedBy: string | null;
}

/** False when a card with this id was issued before. */
export async function insertCard(tx: Tx, card: NewGiftCard): Promise<boolean> {
  const row = await tx
    .insertInto("payments.gift_cards")
    .values({
      id: card.id,
      code_hash: card.codeHash,
      last4: card.last4,
      currency: card.currency,
      initial_minor: card.initialMinor,
      balance_minor: card.initialMinor,
      expires_at: card.expiresAt,
      recipient_email: card.recipientEmail,
      note: card.note,
      issued_by: card.issuedBy,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes a card. The row is locked. */
export async function updateCard(
  tx: Tx,
  id: GiftCardId,
  change: { readonly is_disabled: boolean } | { readonly code_hash: Buffer; readonly last4: string },
): Promise<void> {
  await tx
    .updateTable("payments.gift_cards")
    .set({ ...change, version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

export async function clearRecipient(tx: Tx, email: string): Promise<void> {
  await tx
    .updateTable("payments.gift_cards")
    .set({ recipient_email: null })
    .where("recipient_email", "=", email)
    .execute();
}
