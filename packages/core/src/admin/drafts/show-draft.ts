import type { AdminDraft } from "@cartwright/contracts/order-drafts";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { selectDraft } from "../../orders/order-drafts.ts";
import { discountOf, tryQuoteDraft } from "../../saga/flows/checkout/quote-draft.ts";

/** A draft as staff see it, with what it costs now, or why it cannot be ordered. Throws `not_found`. */
export async function getDraft(db: Db, draftId: string): Promise<AdminDraft> {
  const draft = await selectDraft(db, draftId);
  if (!draft) throw new AppError("not_found");
  const { quote, problem, variants } = await tryQuoteDraft(db, draft);
  const { number, version, state, shippingAddress, shippingMethodId, note, orderNumber } = draft;
  return {
    draftId,
    number,
    version,
    state,
    email: showEmail(draft.email),
    lines: draft.lines.map(({ variantId, quantity }) => {
      const { title = "", variantTitle = "", sku = null } = variants.get(variantId) ?? {};
      return { variantId, quantity, title, variantTitle, sku };
    }),
    shippingAddress,
    shippingMethodId,
    discount: discountOf(draft),
    note,
    quote,
    problem,
    createdAt: draft.createdAt.toISOString(),
    sentAt: draft.sentAt?.toISOString() ?? null,
    linkExpiresAt: draft.linkExpiresAt?.toISOString() ?? null,
    orderNumber,
  };
}
