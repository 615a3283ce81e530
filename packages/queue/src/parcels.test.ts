import { PARCEL_MAX } from "@cartwright/contracts/messages";
import { MessageId } from "@cartwright/contracts/ids";
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { type OutgoingMessage, packParcels } from "./parcels.ts";

const message = (name: OutgoingMessage["name"]): OutgoingMessage => ({
  name,
  messageId: MessageId.parse(randomUUID()),
  traceparent: null,
  payload: {},
});

it("packs messages of one name together, in order, and no more than a parcel holds", () => {
  const reserves = Array.from({ length: PARCEL_MAX + 1 }, () => message("inventory.reserve"));
  const confirm = message("order.confirm");
  const parcels = packParcels([...reserves, confirm]);
  expect(parcels.map(({ name, messages }) => [name, messages.length])).toEqual([
    ["inventory.reserve", PARCEL_MAX],
    ["inventory.reserve", 1],
    ["order.confirm", 1],
  ]);
  const order = parcels.flatMap(({ messages }) => messages.map(({ messageId }) => messageId));
  expect(order).toEqual([...reserves, confirm].map(({ messageId }) => messageId));
});

it("gives a parcel the id of its message, or one id for the same messages", () => {
  const [a, b] = [message("mail.send"), message("mail.send")];
  expect(packParcels([a])[0]?.id).toBe(a.messageId);
  expect(packParcels([a, b])[0]?.id).toBe(packParcels([a, b])[0]?.id);
  expect(packParcels([a, b])[0]?.id).not.toBe(packParcels([b, a])[0]?.id);
  expect(packParcels([a, b])[0]?.id).not.toMatch(/:|^\d+$/);
});
