import type { OrderId, UserId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renewDownloadsAsStaff, renewOwnDownloads } from "../notifications/renew-downloads.ts";
import { queueOrderConfirmedMails } from "../notifications/order-mails.ts";
import type { Actor } from "../kernel/actor.ts";
import { isAppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { createOrder, newGuest, testDeps } from "../testing/fixtures.ts";
import { getOrder } from "./get-order.ts";
import { createDownloadLinks } from "./download-links.ts";
import { grantDownloads, readDigitalLines } from "./grant-downloads.ts";
import { revokeOrderLinks } from "./revoke-order-links.ts";
import {
  findTicketFile,
  openDownloads,
  startDownload,
  startLinkedDownload,
  sweepDownloadTickets,
} from "./start-download.ts";

const SITE = { publicOrigin: "https://shop.example.com" };
let database: TestDatabase;
let deps: ReturnType<typeof testDeps> & { readonly settings: { readonly publicOrigin: string } };
beforeAll(async () => {
  database = await createTestDatabase();
  const base = testDeps(database.db);
  deps = { ...base, settings: { ...base.settings, ...SITE } };
});
afterAll(() => database.close());

const askedBy = (actor: Actor) => ({ actor, address: "192.0.2.1", requestId: "request" });
const mayMail = async () => true;
const isEnded = (error: unknown) => isAppError(error, "illegal_transition");

/** An order of one digital line with one file, and the key of its mailed link. */
async function sell() {
  const guest = newGuest();
  const order = await createOrder(deps.db, guest, { status: "delivered" });
  await sql`update orders.order_lines set requires_shipping = false where order_id = ${order.id}`.execute(deps.db);
  await sql`update orders.orders set has_digital = true where id = ${order.id}`.execute(deps.db);
  const fileId = newId();
  const file = { fileId, storageKey: `ab/${fileId.replaceAll("-", "")}`, name: "pattern.pdf", bytes: 28 };
  await inTransaction(deps.db, async (tx) => {
    const lines = await readDigitalLines(tx, [order.id]);
    await grantDownloads(
      tx,
      lines.map(({ orderId, position }) => Object.assign({ orderId, position }, file)),
    );
    await queueOrderConfirmedMails(tx, [order.id], SITE);
  });
  const key = await keyMailed(order.id);
  const start = () => startDownload(deps, { number: order.number, lineId: "1", fileId }, askedBy(guest));
  const shown = async () => (await getOrder(deps, guest, { number: order.number })).lines[0]?.downloads;
  return { ...order, guest, file, key, start, shown };
}

/** The key in the newest mail about an order. */
async function keyMailed(orderId: OrderId): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select text from notifications.mails where order_id = ${orderId} order by id desc limit 1`.execute(deps.db);
  return /\/downloads#key=([A-Za-z0-9_-]{43})/.exec(rows[0]?.text ?? "")?.[1] ?? "";
}

const ticketOf = ({ path }: { readonly path: string }) => path.split("/").at(-1) ?? "";

describe("downloads", () => {
  it("are started by the owner and by the mailed link, and each is counted", async () => {
    const { file, key, start, shown, number } = await sell();
    expect(await findTicketFile(deps, ticketOf(await start()))).toEqual({
      storageKey: file.storageKey,
      name: "pattern.pdf",
      bytes: 28,
    });
    const opened = await openDownloads(deps, key);
    expect(opened).toMatchObject({ number, title: "Thing", downloads: { open: true, files: [{ left: 9 }] } });
    await startLinkedDownload(deps, { key, fileId: file.fileId }, askedBy(newGuest()));
    expect((await shown())?.files).toEqual([{ id: file.fileId, name: "pattern.pdf", bytes: 28, left: 8 }]);
  });

  it("end with the order's mailed links, and later mails carry no key", async () => {
    const { id, file, key, start } = await sell();
    const ticket = ticketOf(await start());
    const by = newId<UserId>();
    await inTransaction(deps.db, (tx) => revokeOrderLinks(tx, { orderId: id, by }));
    await expect(openDownloads(deps, key)).rejects.toMatchObject({ reason: "not_found" });
    await expect(startLinkedDownload(deps, { key, fileId: file.fileId }, askedBy(newGuest()))).rejects.toMatchObject({
      reason: "not_found",
    });
    expect(await findTicketFile(deps, ticket)).toBeNull();
    const later = await inTransaction(deps.db, (tx) => createDownloadLinks(tx, SITE.publicOrigin, [id]));
    expect(later.get(id)).toBeUndefined();
    // The owner still downloads from the order's page.
    expect((await start()).path).not.toBe("");
  });

  it("are stored without their keys", async () => {
    const { id, key } = await sell();
    const { rows } = await sql<{ hash: string }>`
      select encode(key_hash, 'escape') as hash from orders.downloads where order_id = ${id}`.execute(deps.db);
    expect(rows[0]?.hash).not.toContain(key);
  });

  it("are no one else's, and no other file's", async () => {
    const { number, file, guest } = await sell();
    const of = (actor: Actor, fileId = file.fileId) =>
      startDownload(deps, { number, lineId: "1", fileId }, askedBy(actor));
    await expect(of(newGuest())).rejects.toSatisfy((error) => isAppError(error, "not_found"));
    await expect(of(guest, newId())).rejects.toSatisfy(isEnded);
    await expect(openDownloads(deps, "A".repeat(43))).rejects.toSatisfy((error) => isAppError(error, "not_found"));
    expect(await findTicketFile(deps, "B".repeat(43))).toBeNull();
  });

  it("end after ten of each file, however many are started at once", async () => {
    const { start, shown } = await sell();
    const results = await Promise.allSettled(Array.from({ length: 14 }, start));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect((await shown())?.files[0]?.left).toBe(0);
    await expect(start()).rejects.toSatisfy(isEnded);
  });

  it("end with their days, with a cancellation and with a full refund, started ones too", async () => {
    for (const change of [
      sql`update orders.downloads set expires_at = now() where order_id = `,
      sql`update orders.orders set status = 'cancelled' where id = `,
      sql`update orders.orders set payment_status = 'refunded' where id = `,
    ]) {
      const { id, start, shown } = await sell();
      await start();
      await sql`${change} ${id}`.execute(deps.db);
      await expect(start()).rejects.toSatisfy(isEnded);
      expect((await shown())?.open).toBe(false);
    }
    const { id, start } = await sell();
    const ticket = ticketOf(await start());
    await sql`update orders.orders set payment_status = 'refunded' where id = ${id}`.execute(deps.db);
    expect(await findTicketFile(deps, ticket)).toBeNull();
  });

  it("are renewed by the owner three times and by staff always, each with a new link by mail", async () => {
    const { id, number, guest, key, start, shown } = await sell();
    const line = { number, lineId: "1" };
    await Promise.all(Array.from({ length: 10 }, start));
    for (let left = 2; left >= 0; left -= 1) {
      await renewOwnDownloads(deps, line, { ...askedBy(guest), mayMail });
      expect(await shown()).toMatchObject({ open: true, renewalsLeft: left, files: [{ left: 10 }] });
    }
    await expect(renewOwnDownloads(deps, line, { ...askedBy(guest), mayMail })).rejects.toSatisfy(isEnded);
    await renewDownloadsAsStaff(deps, line, { ...askedBy(guest), reason: "A new computer" });
    await expect(openDownloads(deps, key)).rejects.toSatisfy((error) => isAppError(error, "not_found"));
    expect(await openDownloads(deps, await keyMailed(id))).toMatchObject({ number });
    const { rows } = await sql<{ action: string; count: number }>`
      select action, count(*)::int as count from audit.entries where subject_id = ${number} group by action order by action`.execute(
      deps.db,
    );
    expect(rows).toEqual([
      { action: "orders.download", count: 10 },
      { action: "orders.renew_downloads", count: 4 },
    ]);
  });

  it("are not renewed for an order that was undone", async () => {
    const { id, number, guest } = await sell();
    await sql`update orders.orders set status = 'cancelled' where id = ${id}`.execute(deps.db);
    await expect(renewOwnDownloads(deps, { number, lineId: "1" }, { ...askedBy(guest), mayMail })).rejects.toSatisfy(
      isEnded,
    );
  });

  it("leave no tickets behind", async () => {
    const { start } = await sell();
    const ticket = ticketOf(await start());
    await sql`update orders.download_tickets set expires_at = now() - interval '1 minute'`.execute(deps.db);
    expect(await findTicketFile(deps, ticket)).toBeNull();
    expect(await sweepDownloadTickets(deps, 1_000)).toBeGreaterThan(0);
  });
});
