import type { GiftCardId, OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface SoldCardRow {
  readonly id: GiftCardId;
  readonly codeHash: Buffer;
  readonly last4: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly email: string;
  readonly orderId: OrderId;
  readonly position: number;
  readonly unit: number;
}

/** Inserts the cards of sold units. Returns the ids of those that are new. */
export async function insertSoldCards(tx: Tx, cards: readonly SoldCardRow[]): Promise<ReadonlySet<GiftCardId>> {
  const rows = await tx
    .insertInto("payments.gift_cards")
    .values(
      cards.map((card) => ({
        id: card.id,
        code_hash: card.codeHash,
        last4: card.last4,
        currency: card.currency,
        initial_minor: card.amountMinor,
        balance_minor: card.amountMinor,
        recipient_email: card.email,
        order_id: card.orderId,
        order_position: card.position,
        order_unit: card.unit,
      })),
    )
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .execute();
  return new Set(rows.map(({ id }) => id as GiftCardId)); // a column of ids
}

export interface CancellableCard {
  readonly id: GiftCardId;
  readonly position: number;
  readonly amountMinor: number;
  readonly currency: string;
  /** Nothing of it was spent, and nothing is held. */
  readonly isUnspent: boolean;
}

/** Locks the gift cards that were sold with an order and are not cancelled. The last units come first. */
export async function lockSoldCards(tx: Tx, orderId: OrderId): Promise<readonly CancellableCard[]> {
  const { rows } = await sql<CancellableCard & { readonly unit: number }>`
    select id, order_position as position, order_unit as unit, initial_minor as "amountMinor", currency,
      balance_minor = initial_minor and held_minor = 0 as "isUnspent"
    from payments.gift_cards where order_id = ${orderId} and cancelled_at is null
    order by id for update`.execute(tx);
  return rows.toSorted((one, other) => other.unit - one.unit);
}

/** Takes all that cards are worth. They are locked, and nothing of them was spent. */
export async function cancelCards(tx: Tx, ids: readonly GiftCardId[]): Promise<void> {
  await sql`
    update payments.gift_cards
    set balance_minor = 0, is_disabled = true, cancelled_at = now(), version = version + 1, updated_at = now()
    where id = any(${ids}::uuid[])`.execute(tx);
}
