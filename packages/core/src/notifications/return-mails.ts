import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { createOrderLinks } from "../orders/order-link.ts";
import { readOrdersForMail } from "../orders/read-for-mail.ts";
import { readReturnForMail } from "../orders/read-return-for-mail.ts";
import { renderMail } from "./mail-document.ts";
import type { MailSite } from "./order-mails.ts";
import { storeMails } from "./queue-mail.ts";
import { orderReturnMail, type ReturnMailKind } from "./return-mail-template.ts";

export type { MailSite } from "./order-mails.ts";

/** Queues the mail about a step of a return, once for each step and for each parcel of it that arrives. */
export async function queueReturnMail(
  tx: Tx,
  site: MailSite,
  { orderId, returnId, kind }: { readonly orderId: OrderId; readonly returnId: string; readonly kind: ReturnMailKind },
): Promise<void> {
  const [[order], request] = await Promise.all([readOrdersForMail(tx, [orderId]), readReturnForMail(tx, returnId)]);
  if (!order || !request) return;
  const links = await createOrderLinks(tx, site.publicOrigin, [order]);
  const received = request.lines.reduce((sum, line) => sum + line.received, 0);
  await storeMails(tx, [
    {
      template: `order_return_${kind}`,
      to: order.email,
      content: renderMail(orderReturnMail({ order, request, kind }, links.get(order.id) ?? site.publicOrigin)),
      orderId,
      dedupeKey: `order_return_${kind}:${returnId}:${received}`,
    },
  ]);
}
