import { RANDOM_SECRET } from "@cartwright/contracts/random-secret";
import type { OpenedDownloads } from "@cartwright/contracts/downloads";
import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Actor } from "../kernel/actor.ts";
import { appendAudit, type AuditEntry } from "../kernel/append-audit.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { hashSecret, newSecret } from "../kernel/ids.ts";
import { deleteExpiredTickets, insertTicket, selectByKey, selectTicketFile } from "./downloads.sql.ts";
import { findOwnOrder } from "./find-own-order.ts";

/** How long the path of a started download can be read. */
const TICKET_MINUTES = 10;

/** Who asks, for the audit log. */
export interface DownloadAsker {
  readonly actor: Actor;
  readonly address: string;
  readonly requestId: string;
}

export function auditedActor(actor: Actor): AuditEntry["actor"] {
  if (actor.kind === "user") return { kind: "user", id: actor.userId };
  return actor.kind === "system" ? { kind: "system" } : { kind: "anonymous" };
}

/** What a mailed link opens. Throws `not_found` for a key that is wrong or was replaced by a newer one. */
export async function openDownloads(deps: Pick<Deps, "db">, key: string): Promise<OpenedDownloads> {
  const found = await selectByKey(deps.db, hashSecret(key));
  if (!found) throw new AppError("not_found");
  const { number, title, downloads } = found;
  return { number, title, downloads };
}

/** {@link startDownload} for whoever has the mailed link. */
export async function startLinkedDownload(
  deps: Pick<Deps, "db">,
  { key, fileId }: { readonly key: string; readonly fileId: string },
  asker: DownloadAsker,
): Promise<{ readonly path: string }> {
  const found = await selectByKey(deps.db, hashSecret(key));
  if (!found) throw new AppError("not_found");
  return start(deps, { ...found, fileId }, asker);
}

/**
 * Counts one download of a file of the actor's own order, and returns the path that serves it for ten minutes. Throws
 * `not_found`, and `illegal_transition` when it has expired, was used up, or the order was cancelled or refunded.
 */
export async function startDownload(
  deps: Pick<Deps, "db">,
  { number, lineId, fileId }: { readonly number: OrderNumber; readonly lineId: string; readonly fileId: string },
  asker: DownloadAsker,
): Promise<{ readonly path: string }> {
  const orderId = await findOwnOrder(deps.db, asker.actor, number);
  return start(deps, { orderId, number, position: Number(lineId), fileId }, asker);
}

async function start(
  deps: Pick<Deps, "db">,
  file: { readonly orderId: OrderId; readonly number: OrderNumber; readonly position: number; readonly fileId: string },
  { actor, address, requestId }: DownloadAsker,
): Promise<{ readonly path: string }> {
  const ticket = newSecret();
  await inTransaction(deps.db, async (tx) => {
    const given = await insertTicket(tx, file, { hash: hashSecret(ticket), minutes: TICKET_MINUTES });
    if (!given) throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("downloadEnded") });
    await appendAudit(tx, {
      actor: auditedActor(actor),
      action: "orders.download",
      subject: { kind: "order", id: file.number },
      after: { line: file.position, file: file.fileId },
      address,
      requestId,
    });
  });
  return { path: `/api/downloads/${ticket}` };
}

/** The stored file that a ticket is for, or null. */
export async function findTicketFile(
  deps: Pick<Deps, "db">,
  ticket: string,
): Promise<Awaited<ReturnType<typeof selectTicketFile>>> {
  return RANDOM_SECRET.test(ticket) ? selectTicketFile(deps.db, hashSecret(ticket)) : null;
}

/** Deletes tickets that have expired, at most `limit`. Returns how many. */
export async function sweepDownloadTickets(deps: Pick<Deps, "db">, limit: number): Promise<number> {
  return deleteExpiredTickets(deps.db, limit);
}
