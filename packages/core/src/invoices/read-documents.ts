import type { InvoiceDocument, OrderDocuments } from "@cartwright/contracts/invoices";
import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { mayWatchOrder } from "../orders/authorize-order.ts";
import { findOwnOrder } from "../orders/find-own-order.ts";
import { selectDocument, selectDocumentList } from "./documents.sql.ts";
import { hasSeller } from "./invoice-settings.ts";
import { selectInvoiceSettings } from "./settings.sql.ts";

/** A document of an order, by its number. */
interface Named {
  readonly number: OrderNumber;
  readonly document: string;
}

/** The documents of an order, oldest first. The caller has made sure that the order may be seen. */
export async function listDocuments(db: Db, orderId: OrderId): Promise<OrderDocuments> {
  const [documents, settings] = await Promise.all([selectDocumentList(db, orderId), selectInvoiceSettings(db)]);
  return { documents, issuing: hasSeller(settings) };
}

/** One document of an order that may be seen. Throws `not_found`, also for a document of another order. */
export async function readDocument(db: Db, orderId: OrderId, document: string): Promise<InvoiceDocument> {
  const found = await selectDocument(db, orderId, document);
  if (!found) throw new AppError("not_found");
  return found;
}

/** The documents of one of the actor's own orders. Throws `not_found`. */
export async function listOwnDocuments(db: Db, actor: Actor, number: OrderNumber): Promise<OrderDocuments> {
  return listDocuments(db, await findOwnOrder(db, actor, number));
}

/** A document of one of the actor's own orders. Throws `not_found`. */
export async function readOwnDocument(db: Db, actor: Actor, { number, document }: Named): Promise<InvoiceDocument> {
  return readDocument(db, await findOwnOrder(db, actor, number), document);
}

/** A document of an order for its owner, and for staff who may read orders. Throws `not_found`. */
export async function readVisibleDocument(db: Db, actor: Actor, { number, document }: Named): Promise<InvoiceDocument> {
  const seen = await mayWatchOrder(db, actor, number);
  if (!seen) throw new AppError("not_found");
  return readDocument(db, seen.orderId, document);
}
