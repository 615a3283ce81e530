import { CheckoutDraft, DRAFT_HOURS_MAX } from "@cartwright/contracts/checkout";
import type { Actor } from "../kernel/actor.ts";
import type { Deps } from "../kernel/deps.ts";
import { ownerOf } from "./cart-owner.ts";
import { deleteOldDrafts, selectDraft, upsertDraft } from "./checkout-drafts.sql.ts";

/** What the actor has entered at the checkout, with the cart they have now. Null when there is nothing. */
export async function getCheckoutDraft(deps: Pick<Deps, "db">, actor: Actor): Promise<CheckoutDraft | null> {
  const owner = ownerOf(actor);
  const stored = owner ? await selectDraft(deps.db, owner, DRAFT_HOURS_MAX) : null;
  // One from before a deployment may have another form.
  return CheckoutDraft.nullable().catch(null).parse(stored);
}

/**
 * Keeps what the actor has entered at the checkout with their open cart, until the order is placed or for 48 hours after the
 * last change. Replaces what was kept before. Without a cart nothing is kept.
 */
export async function saveCheckoutDraft(deps: Pick<Deps, "db">, actor: Actor, draft: CheckoutDraft): Promise<void> {
  const owner = ownerOf(actor);
  if (owner) await upsertDraft(deps.db, owner, draft);
}

/** Deletes old drafts, at most `limit` in one run. Returns how many. */
export async function sweepCheckoutDrafts(deps: Pick<Deps, "db">, limit: number): Promise<number> {
  return deleteOldDrafts(deps.db, DRAFT_HOURS_MAX, limit);
}
