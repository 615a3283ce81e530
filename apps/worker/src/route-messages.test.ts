import { randomUUID } from "node:crypto";
import { MessageId } from "@cartwright/contracts/ids";
import type { OutboxRow } from "@cartwright/core/outbox/claim-outbox";
import { newOrderNumber } from "@cartwright/core/kernel/ids";
import { expect, it } from "vitest";
import { routeMessages } from "./route-messages.ts";

const row = (name: string, payload: unknown): OutboxRow => ({
  id: MessageId.parse(randomUUID()),
  kind: "event",
  name,
  key: "",
  payload,
  traceparent: null,
});

it("turns commands and tasks into jobs with their own ids", () => {
  const command = row("inventory.reserve", { orderId: randomUUID(), sagaId: randomUUID(), version: 1 });
  const { jobs, hints } = routeMessages([command]);
  expect(jobs).toEqual([
    { name: "inventory.reserve", messageId: command.id, traceparent: null, payload: command.payload },
  ]);
  expect(hints).toEqual([]);
});

it("reports many orders in one hint, each with its last number", () => {
  const [a, b] = [newOrderNumber(), newOrderNumber()];
  const orders = (...list: [string, number][]) => ({
    orders: list.map(([number, seq]) => ({ orderId: randomUUID(), number, seq })),
  });
  const { hints } = routeMessages([
    row("order.events_appended", orders([a, 2], [b, 1])),
    row("order.events_appended", orders([a, 4])),
    row("order.events_appended", orders([a, 3])),
  ]);
  expect(hints).toEqual([
    {
      kind: "orders",
      orders: [
        { number: a, seq: 4 },
        { number: b, seq: 1 },
      ],
    },
  ]);
});

it("refreshes only products that sold out or came back", () => {
  const [productId, variantId, other] = [randomUUID(), randomUUID(), randomUUID()];
  const variant = { productId, variantId, available: 0, soldOutChanged: true };
  const quiet = { productId: other, variantId: randomUUID(), available: 3, soldOutChanged: false };
  const stock = row("stock.changed", { variants: [variant, quiet] });
  const { jobs, hints } = routeMessages([stock]);
  expect(jobs).toMatchObject([
    { name: "catalog.refresh-stock", messageId: stock.id, payload: { productIds: [productId] } },
  ]);
  expect(hints[0]).toMatchObject({ kind: "stock", changes: [{ variantId, available: 0 }, { available: 3 }] });
});

it("names the cached pages that a change of the catalogue invalidates", () => {
  const { hints } = routeMessages([
    row("catalog.changed", { productIds: [], slugs: ["mug"], lists: false }),
    row("catalog.changed", { productIds: [], slugs: ["cup"], lists: true }),
  ]);
  expect(hints).toEqual([{ kind: "pages", tags: ["product:mug", "product:cup", "lists"] }]);
});

it("rejects what it does not know or cannot read, and delivers the rest", () => {
  const odd = row("order.teleported", {});
  const broken = row("stock.changed", { variants: "all" });
  const good = row("session.revoked", { userId: randomUUID(), sessionIds: [randomUUID()] });
  const { unknown, hints } = routeMessages([odd, broken, good]);
  expect(unknown).toEqual([odd, broken]);
  expect(hints).toHaveLength(1);
});

it("tells only the newest state of each import", () => {
  const [one, two] = [randomUUID(), randomUUID()];
  const change = (importId: string, done: number) => ({
    importId,
    state: "importing",
    version: 5,
    phase: "writing",
    done,
    total: 5,
    rows: 100,
  });
  const rows = [change(one, 1), change(two, 0), change(one, 2)].map((payload) => row("import.changed", payload));
  expect(routeMessages(rows)).toMatchObject({
    jobs: [],
    hints: [{ kind: "imports", changes: [change(one, 2), change(two, 0)] }],
  });
});
