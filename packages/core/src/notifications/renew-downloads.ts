import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../kernel/append-audit.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { findOrderId } from "../orders/find-order-id.ts";
import { findOwnOrder } from "../orders/find-own-order.ts";
import { readOrdersForMail } from "../orders/read-for-mail.ts";
import { renewDownloads, requireRenewable } from "../orders/renew-downloads.ts";
import { auditedActor, type DownloadAsker } from "../orders/start-download.ts";
import type { MayMail } from "./renew-order-link.ts";
import { type MailSite, queueDownloadMails } from "./order-mails.ts";

type RenewDeps = Deps & { readonly settings: MailSite };

interface Line {
  readonly number: OrderNumber;
  readonly lineId: string;
}

/** Renews the downloads of a line of the actor's own order, three times at most, and mails new links if `mayMail` allows it. Audited. */
export async function renewOwnDownloads(
  deps: RenewDeps,
  line: Line,
  asker: DownloadAsker & { readonly mayMail: MayMail },
): Promise<void> {
  const orderId = await findOwnOrder(deps.db, asker.actor, line.number);
  // Only a mail that would be sent counts.
  await requireRenewable(deps.db, { orderId, position: Number(line.lineId) });
  const [order] = await readOrdersForMail(deps.db, [orderId]);
  const mails = order !== undefined && (await asker.mayMail(order.email));
  await renew(deps, { ...line, orderId, byOwner: true, mails }, asker);
}

/** The same for staff, for any order and as often as they want. The caller has checked the permission. */
export async function renewDownloadsAsStaff(
  deps: RenewDeps,
  line: Line,
  asker: DownloadAsker & { readonly reason: string },
): Promise<void> {
  const orderId = await findOrderId(deps.db, line.number);
  if (!orderId) throw new AppError("not_found");
  await renew(deps, { ...line, orderId, byOwner: false, mails: true }, asker);
}

async function renew(
  deps: RenewDeps,
  line: Line & { readonly orderId: OrderId; readonly byOwner: boolean; readonly mails: boolean },
  { actor, address, requestId, reason }: DownloadAsker & { readonly reason?: string },
): Promise<void> {
  const { orderId, number, byOwner, mails } = line;
  const position = Number(line.lineId);
  await inTransaction(deps.db, async (tx) => {
    await renewDownloads(tx, { orderId, position }, byOwner);
    await appendAudit(tx, {
      actor: auditedActor(actor),
      action: "orders.renew_downloads",
      subject: { kind: "order", id: number },
      after: { line: position },
      address,
      requestId,
      ...(reason === undefined ? {} : { reason }),
    });
    if (mails) await queueDownloadMails(tx, [orderId], deps.settings);
  });
  deps.nudgeRelay();
}
