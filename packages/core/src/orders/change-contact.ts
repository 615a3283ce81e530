import type { Address } from "@cartwright/contracts/checkout";
import type { OrderId, UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { resolveAddress } from "../places/resolve-address.ts";
import { checkDestination } from "./check-destination.ts";
import { type ContactRow, selectContact, updateContact } from "./contact.sql.ts";
import { appendOrderEvents, type EventDraft, type LockedOrder, lockOrders } from "./move-orders.ts";
import { liftRevocation } from "./order-links.sql.ts";
import { updateSearch } from "./orders.sql.ts";
import { revokeOrderLinks } from "./revoke-order-links.ts";

export interface ContactChange {
  readonly orderId: OrderId;
  readonly version: number;
  readonly email?: string | undefined;
  readonly shippingAddress?: Address | undefined;
  readonly by: UserId;
}

/** What has changed. */
export interface ChangedContact {
  readonly email: boolean;
  readonly address: boolean;
}

const sameAddress = (one: Address | null, other: Address | null) =>
  (["name", "line1", "line2", "city", "region", "postalCode", "country"] as const).every(
    (field) => (one?.[field] ?? "") === (other?.[field] ?? ""),
  );

/** The order, while it may still be changed: once anything is packed, a label may be on it. */
async function lockEditable(tx: Tx, { orderId, version }: ContactChange) {
  const details = getTranslations("errorDetails");
  const order = (await lockOrders(tx, [orderId])).get(orderId);
  const contact = order && (await selectContact(tx, orderId));
  if (!contact) throw new AppError("not_found");
  if (contact.version !== version) throw new AppError("stale_write", { message: details("orderChanged") });
  const { status, fulfillmentStatus } = order.state;
  if (status !== "confirmed") throw new AppError("illegal_transition", { message: details("contactTooEarly") });
  if (fulfillmentStatus !== "unfulfilled")
    throw new AppError("illegal_transition", { message: details("contactTooLate") });
  return { order, contact };
}

/** The links that the old address got end, and those who opened one lose their access. The new address gets its own. */
async function endLinks(tx: Tx, { orderId, by }: ContactChange): Promise<void> {
  await revokeOrderLinks(tx, { orderId, by });
  await liftRevocation(tx, orderId);
}

async function tellShopper(tx: Tx, order: LockedOrder, { email, address }: ChangedContact): Promise<void> {
  const t = getTranslations("orderUpdates");
  const events: EventDraft[] = [
    ...(address ? [{ type: "order.address_changed" as const, message: t("addressChanged") }] : []),
    ...(email ? [{ type: "order.email_changed" as const, message: t("emailChanged") }] : []),
  ];
  await appendOrderEvents(tx, [{ order: { orderId: order.id, from: order.state }, events }]);
}

/** The new address in the form in which it is stored, if it is another one that costs the same. */
async function readAddress(tx: Tx, contact: ContactRow, typed: Address | undefined): Promise<Address | null> {
  if (!typed) return contact.shippingAddress;
  if (!contact.shippingAddress)
    throw new AppError("invalid_input", { message: getTranslations("errorDetails")("nothingShips") });
  const address = resolveAddress(typed, "shippingAddress");
  if (!sameAddress(address, contact.shippingAddress)) await checkDestination(tx, contact, address);
  return address;
}

/**
 * Changes where a confirmed order goes and who hears of it, until anything is packed. What it costs stays: an address with other
 * tax or shipping is refused. With another email address, all links to the order end; the caller mails the new one. Throws
 * `not_found`, `stale_write` (someone else has changed it), `illegal_transition` and `invalid_input`.
 */
export async function changeContact(tx: Tx, change: ContactChange): Promise<ChangedContact> {
  const { order, contact } = await lockEditable(tx, change);
  const shippingAddress = await readAddress(tx, contact, change.shippingAddress);
  const email = change.email ?? contact.email;
  const changed = {
    email: email !== contact.email,
    address: !sameAddress(shippingAddress, contact.shippingAddress),
  };
  if (!changed.email && !changed.address) return changed;
  const { version } = change;
  if (!(await updateContact(tx, order.id, { version, email, shippingAddress }))) throw new AppError("stale_write");
  if (changed.email) await endLinks(tx, change);
  await updateSearch(tx, [order.id]);
  await tellShopper(tx, order, changed);
  return changed;
}
