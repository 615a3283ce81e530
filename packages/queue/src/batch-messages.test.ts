import { JOB_BATCH_MAX } from "@cartwright/contracts/messages";
import { MessageId } from "@cartwright/contracts/ids";
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { type OutgoingMessage, batchMessages } from "./batch-messages.ts";

const message = (name: OutgoingMessage["name"]): OutgoingMessage => ({
  name,
  messageId: MessageId.parse(randomUUID()),
  traceparent: null,
  payload: {},
});

it("packs messages of one name together, in order, and no more than a batch holds", () => {
  const reserves = Array.from({ length: JOB_BATCH_MAX + 1 }, () => message("inventory.reserve"));
  const confirm = message("order.confirm");
  const batches = batchMessages([...reserves, confirm]);
  expect(batches.map(({ name, messages }) => [name, messages.length])).toEqual([
    ["inventory.reserve", JOB_BATCH_MAX],
    ["inventory.reserve", 1],
    ["order.confirm", 1],
  ]);
  const order = batches.flatMap(({ messages }) => messages.map(({ messageId }) => messageId));
  expect(order).toEqual([...reserves, confirm].map(({ messageId }) => messageId));
});

it("gives a batch the id of its message, or one id for the same messages", () => {
  const [a, b] = [message("mail.send"), message("mail.send")];
  expect(batchMessages([a])[0]?.id).toBe(a.messageId);
  expect(batchMessages([a, b])[0]?.id).toBe(batchMessages([a, b])[0]?.id);
  expect(batchMessages([a, b])[0]?.id).not.toBe(batchMessages([b, a])[0]?.id);
  expect(batchMessages([a, b])[0]?.id).not.toMatch(/:|^\d+$/);
});
