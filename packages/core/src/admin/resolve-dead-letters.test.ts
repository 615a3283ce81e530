import { isDeepStrictEqual } from "node:util";
import type { MessageId, UserId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../kernel/ids.ts";
import { deadLetterMessage } from "../saga/engine/dead-letter-message.ts";
import { SAGAS } from "../saga/flows/definitions.ts";
import { createOrder, createUser, newGuest, testDeps } from "../testing/fixtures.ts";
import { getDeadLetter, listDeadLetters } from "./list-dead-letters.ts";
import { discardDeadLetters, dryRunDeadLetters, replayDeadLetters } from "./resolve-dead-letters.ts";
import type { StaffAct } from "./staff-act.ts";

let database: TestDatabase;
let act: StaffAct;
beforeAll(async () => {
  database = await createTestDatabase();
  const userId: UserId = (await createUser(database.db, { role: "manager" })).id;
  const actor = { kind: "user", userId, role: "manager", sessionId: newId() } as StaffAct["actor"];
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "the cause is mended" };
});
afterAll(() => database.close());

const deps = () => testDeps(database.db);

/** A message that was given up. Returns its dead letter's id. */
async function givesUp(name: string, payload: unknown, cause = "internal"): Promise<string> {
  const messageId = newId<MessageId>();
  const message = { queue: "order", name, messageId, payload, cause, error: `${name} broke`, attempts: 10 };
  await deadLetterMessage(deps(), SAGAS, message);
  const { id } = await database.db
    .selectFrom("saga.dead_letters")
    .select("id")
    .where("message_id", "=", messageId)
    .executeTakeFirstOrThrow();
  return id;
}

/** An order whose checkout waits for its confirmation. */
async function waitsForConfirmation() {
  const { id: orderId, number } = await createOrder(database.db, newGuest(), { status: "pending" });
  const saga = { id: newId(), order_id: orderId, kind: "checkout", definition_version: 1, state: "running" };
  await database.db
    .insertInto("saga.sagas")
    .values({ ...saga, step: "confirm", traceparent: null, data: "{}" })
    .execute();
  const sagaId = saga.id;
  const stateOf = async () =>
    (await database.db.selectFrom("saga.sagas").select("state").where("id", "=", sagaId).executeTakeFirstOrThrow())
      .state;
  return { command: { orderId, sagaId, version: 1 }, number, stateOf };
}

async function countSent(name: string, payload: unknown): Promise<number> {
  const rows = await database.db.selectFrom("saga.outbox").select("payload").where("name", "=", name).execute();
  return rows.filter((row) => isDeepStrictEqual(row.payload, payload)).length;
}

const effectsOf = async (ids: readonly string[]) =>
  (await replayDeadLetters(deps(), ids, act)).items.map(({ effect }) => effect);

test("a replay lets the stuck saga retry its step, once, however many replay it at the same time", async () => {
  const { command, stateOf } = await waitsForConfirmation();
  const id = await givesUp("order.confirm", command);
  expect(await stateOf()).toBe("stuck");
  expect(await dryRunDeadLetters(deps(), [id], act)).toEqual({ items: [{ id, effect: "retry_step" }] });
  expect(await stateOf()).toBe("stuck");
  expect(await countSent("order.confirm", command)).toBe(0);

  const effects = await Promise.all(Array.from({ length: 5 }, () => effectsOf([id])));
  expect(effects.flat().toSorted()).toEqual(["resolved", "resolved", "resolved", "resolved", "retry_step"]);
  expect(await stateOf()).toBe("running");
  expect(await countSent("order.confirm", command)).toBe(1);
  const letter = await getDeadLetter(database.db, id);
  expect(letter).toMatchObject({ state: "replayed", reason: act.reason, payload: command, isWhole: true });
  const entries = await database.db.selectFrom("audit.entries").select("action").where("subject_id", "=", id).execute();
  expect(entries.map(({ action }) => action).toSorted()).toEqual(["dead_letters.dry_run", "dead_letters.replay"]);
});

test("a stuck saga is not resumed while another of its order is running", async () => {
  const { command, stateOf } = await waitsForConfirmation();
  const id = await givesUp("order.confirm", command);
  const other = { id: newId(), order_id: command.orderId, kind: "refund", definition_version: 1, state: "running" };
  await database.db
    .insertInto("saga.sagas")
    .values({ ...other, step: "refund", traceparent: null, data: "{}" })
    .execute();
  expect(await effectsOf([id])).toEqual(["order_busy"]);
  expect(await stateOf()).toBe("stuck");
  expect((await getDeadLetter(database.db, id)).state).toBe("open");
});

test("a command that its saga no longer waits for is resolved and sends nothing", async () => {
  const { command, stateOf } = await waitsForConfirmation();
  const id = await givesUp("inventory.reserve", command);
  expect(await effectsOf([id])).toEqual(["nothing_left"]);
  expect(await stateOf()).toBe("running");
  expect(await countSent("inventory.reserve", command)).toBe(0);
  expect((await getDeadLetter(database.db, id)).state).toBe("replayed");
});

test("a task is sent again", async () => {
  const payload = { mailId: newId() };
  const id = await givesUp("mail.send", payload);
  expect(await effectsOf([id])).toEqual(["send_again"]);
  expect(await countSent("mail.send", payload)).toBe(1);
});

test("what cannot be sent stays open, and the effect says why", async () => {
  const ids = [
    await givesUp("mail.send", { mailId: newId(), to: "kim@example.com" }, "poison"),
    await givesUp("order.teleport", {}, "poison"),
    await givesUp("mail.send", { mailId: 7 }, "poison"),
    await givesUp("order.confirm", { orderId: newId(), sagaId: newId(), version: 1 }),
  ];
  expect(await effectsOf(ids)).toEqual(["not_whole", "unknown_message", "invalid_payload", "order_gone"]);
  for (const id of ids) expect((await getDeadLetter(database.db, id)).state).toBe("open");
  expect(JSON.stringify(await getDeadLetter(database.db, ids[0] ?? ""))).not.toContain("kim@example.com");
});

test("a discarded one is not replayed, and nothing is done when one of several does not exist", async () => {
  const payload = { mailId: newId() };
  const [kept, gone] = [await givesUp("mail.send", payload), await givesUp("mail.send", payload)];
  expect(await discardDeadLetters(deps(), [gone], act)).toBe(1);
  expect(await discardDeadLetters(deps(), [gone], act)).toBe(0);
  expect(await effectsOf([gone])).toEqual(["resolved"]);
  await expect(replayDeadLetters(deps(), [kept, newId()], act)).rejects.toMatchObject({ reason: "not_found" });
  expect((await getDeadLetter(database.db, kept)).state).toBe("open");
  expect(await countSent("mail.send", payload)).toBe(0);
});

test("the list finds them by error, name, order number and cause, page by page, newest first", async () => {
  const { command, number } = await waitsForConfirmation();
  const ofOrder = await givesUp("order.confirm", command, "unavailable");
  const ids = [await givesUp("mail.send", { mailId: newId() }, "timed_out")];
  for (let more = 0; more < 2; more += 1) ids.unshift(await givesUp("mail.send", { mailId: newId() }, "timed_out"));
  const list = (filter: { query?: string; cause?: string; cursor?: string }, limit = 50) =>
    listDeadLetters(database.db, { state: "open", limit, ...filter });
  const idsOf = async (filter: Parameters<typeof list>[0]) => (await list(filter)).items.map(({ id }) => id);
  expect(await idsOf({ query: number })).toEqual([ofOrder]);
  expect(await idsOf({ query: "CONFIRM broke", cause: "unavailable" })).toEqual([ofOrder]);
  const first = await list({ cause: "timed_out" }, 2);
  const second = await list({ cause: "timed_out", cursor: first.nextCursor ?? "" }, 2);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
  expect(first.causes).toContainEqual({ cause: "timed_out", count: 3 });
});

test("a dry run names each of its dead letters in the audit log", async () => {
  const { command } = await waitsForConfirmation();
  const ids = [await givesUp("order.confirm", command), await givesUp("order.confirm", command)];
  await dryRunDeadLetters(deps(), ids, act);
  const entries = await database.db
    .selectFrom("audit.entries")
    .select("subject_id")
    .where("action", "=", "dead_letters.dry_run")
    .where("subject_id", "in", ids)
    .execute();
  expect(entries.map((entry) => entry.subject_id).toSorted()).toEqual(ids.toSorted());
});
