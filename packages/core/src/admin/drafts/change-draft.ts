import { type AdminSaveDraft, type AdminSendDraft, PAYMENT_LINK_DAYS } from "@cartwright/contracts/order-drafts";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { priceVariants } from "../../catalog/price-variants.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { hashSecret, newSecret } from "../../kernel/ids.ts";
import { type MailSite, queuePaymentLinkMail } from "../../notifications/payment-link-mail.ts";
import { draftContent } from "../../orders/draft-content.ts";
import {
  deleteDraft,
  type DraftContent,
  insertDraft,
  lockDraft,
  selectDraft,
  type StoredDraft,
  updateDraft,
  updateLink,
} from "../../orders/order-drafts.ts";
import { quoteDraft, requireComplete } from "../../saga/flows/checkout/quote-draft.ts";
import { changeWithAudit } from "../change-order.ts";
import type { PlainStaffAct } from "../staff-act.ts";

const details = getTranslations("errorDetails");
const subjectOf = (id: string) => ({ kind: "order_draft", id });

/** Throws `invalid_input` with the fields whose variants do not exist. */
async function requireVariants(tx: Tx, { lines }: DraftContent): Promise<void> {
  const known = await priceVariants(
    tx,
    lines.map(({ variantId }) => variantId),
  );
  const t = getTranslations("fieldProblems");
  const fields = Object.fromEntries(
    lines.flatMap(({ variantId }, at) => (known.has(variantId) ? [] : [[`lines.${at}.variantId`, t("choice")]])),
  );
  if (Object.keys(fields).length > 0) throw new AppError("invalid_input", { fields });
}

/** Locks a draft that may still be changed. Throws `not_found`, `illegal_transition` (it is an order) and `stale_write`. */
async function lockOpen(tx: Tx, id: string, version: number): Promise<StoredDraft> {
  await lockDraft(tx, { id });
  const draft = await selectDraft(tx, id);
  if (!draft) throw new AppError("not_found");
  if (draft.isTaken) throw new AppError("illegal_transition", { message: details("draftIsOrder") });
  if (draft.version !== version) throw new AppError("stale_write", { message: details("draftChanged") });
  return draft;
}

/**
 * Saves an order that staff put together: a new one, or a change of the version that they saw. A link that was sent keeps working
 * and shows what is saved. Audited without the customer's data. Throws `invalid_input`, `not_found`, `stale_write` (someone else
 * has changed it, or its id is taken) and `illegal_transition` (it has become an order).
 */
export async function saveDraft(deps: Deps, input: AdminSaveDraft, act: PlainStaffAct): Promise<void> {
  const content = draftContent(input);
  await changeWithAudit(deps, act, async (tx) => {
    await requireVariants(tx, content);
    if (input.version === undefined) {
      const isNew = await insertDraft(tx, content, act.actor.userId);
      if (!isNew) throw new AppError("stale_write", { message: details("draftChanged") });
    } else {
      await lockOpen(tx, content.id, input.version);
      await updateDraft(tx, content);
    }
    const after = { lines: content.lines, discount: content.discount };
    return { result: undefined, note: { action: "order_drafts.save", subject: subjectOf(content.id), after } };
  });
}

/**
 * Mails the customer a link by which they can pay a draft, for 14 days. An earlier link stops working. Nothing is held for it.
 * Throws as {@link saveDraft}, and what a checkout throws that cannot be ordered as it is.
 */
export async function sendDraft(
  deps: Deps,
  { site, input }: { readonly site: MailSite; readonly input: AdminSendDraft },
  act: PlainStaffAct,
): Promise<void> {
  const { draftId, version } = input;
  await changeWithAudit(deps, act, async (tx) => {
    const draft = await lockOpen(tx, draftId, version);
    const quote = await quoteDraft(tx, draft);
    requireComplete(draft, details("draftNeedsDelivery"), quote);
    const key = newSecret();
    await updateLink(tx, draftId, { hash: hashSecret(key), days: PAYMENT_LINK_DAYS });
    const link = `${site.publicOrigin}/pay#key=${key}`;
    await queuePaymentLinkMail(tx, { to: draft.email, quote, link });
    const after = { totalMinor: quote.totalMinor, currency: quote.currency };
    return { result: undefined, note: { action: "order_drafts.send", subject: subjectOf(draftId), after } };
  });
}

/** Ends the payment link of a draft, which can be sent again. Throws as {@link saveDraft}. */
export async function withdrawDraft(
  deps: Deps,
  { draftId, version }: AdminSendDraft,
  act: PlainStaffAct,
): Promise<void> {
  await changeWithAudit(deps, act, async (tx) => {
    await lockOpen(tx, draftId, version);
    await updateLink(tx, draftId, null);
    return { result: undefined, note: { action: "order_drafts.withdraw", subject: subjectOf(draftId) } };
  });
}

/** Deletes a draft that has become no order, with its link. Throws as {@link saveDraft}. */
export async function removeDraft(deps: Deps, { draftId, version }: AdminSendDraft, act: PlainStaffAct): Promise<void> {
  await changeWithAudit(deps, act, async (tx) => {
    await lockOpen(tx, draftId, version);
    await deleteDraft(tx, draftId);
    return { result: undefined, note: { action: "order_drafts.remove", subject: subjectOf(draftId) } };
  });
}
