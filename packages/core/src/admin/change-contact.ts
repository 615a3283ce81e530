import type { AdminChangeContact } from "@cartwright/contracts/order-contact";
import type { Deps } from "../kernel/deps.ts";
import { type MailSite, queueOrderAddressMails, queueOrderConfirmedAgainMails } from "../notifications/order-mails.ts";
import { changeContact } from "../orders/change-contact.ts";
import { changeWithAudit } from "./change-order.ts";
import { requireOrder } from "./require-order.ts";
import type { PlainStaffAct } from "./staff-act.ts";

/**
 * Changes address and email of an order, audited, and tells the customer: the confirmation goes to a new email address, and a
 * changed address is confirmed to the one that stays. See `changeContact` for what is refused. The audit log names the fields;
 * their contents stay with the order.
 */
export async function changeContactAsStaff(
  deps: Deps,
  { site, input }: { readonly site: MailSite; readonly input: AdminChangeContact },
  act: PlainStaffAct,
): Promise<void> {
  const { number, ...change } = input;
  const order = await requireOrder(deps.db, number);
  await changeWithAudit(deps, act, async (tx) => {
    const changed = await changeContact(tx, { ...change, orderId: order.id, by: act.actor.userId });
    if (changed.email) await queueOrderConfirmedAgainMails(tx, [order.id], site);
    else if (changed.address) await queueOrderAddressMails(tx, [order.id], site);
    const note = { action: "orders.change_contact", subject: { kind: "order", id: number }, after: { ...changed } };
    return { result: null, note: changed.email || changed.address ? note : null };
  });
}
