import type { AdminCancelItems, AdminPreviewCancelItems, CancelItemsPreview } from "@cartwright/contracts/cancel-items";
import type { Db } from "@cartwright/db/client";
import type { Deps } from "../kernel/deps.ts";
import { type MailSite, queueItemsCancelledMail } from "../notifications/items-cancelled-mail.ts";
import { cancelItems, previewCancelItems } from "../saga/flows/cancellation/cancel-items.ts";
import { changeWithAudit } from "./change-order.ts";
import { requireOrder } from "./require-order.ts";
import type { StaffAct } from "./staff-act.ts";

/** What cancelling units of an order would do. Throws as `cancelItems`. */
export async function previewCancelItemsForStaff(
  db: Db,
  { number, ...choice }: AdminPreviewCancelItems,
): Promise<CancelItemsPreview> {
  const order = await requireOrder(db, number);
  return previewCancelItems(db, order, choice);
}

/** Cancels units of an order that are not packed yet, audited, and tells the customer which. See `cancelItems` for what is refused. */
export async function cancelItemsAsStaff(
  deps: Deps,
  { site, input }: { readonly site: MailSite; readonly input: AdminCancelItems },
  act: StaffAct,
): Promise<void> {
  const { number, ...cancellation } = input;
  const order = await requireOrder(deps.db, number);
  await changeWithAudit(deps, act, async (tx) => {
    const request = { ...cancellation, orderId: order.id, by: act.actor.userId };
    const { repeated, refundId, ...done } = await cancelItems(tx, request);
    if (refundId !== null && !repeated) {
      const { amountMinor } = done;
      await queueItemsCancelledMail(tx, site, { orderId: order.id, refundId, lines: input.lines, amountMinor });
    }
    const after = { ...done, lines: input.lines, keepDiscount: input.keepDiscount ?? false };
    const note = { action: "orders.cancel_items", subject: { kind: "order", id: number }, after };
    return { result: undefined, note: repeated ? null : note };
  });
}
