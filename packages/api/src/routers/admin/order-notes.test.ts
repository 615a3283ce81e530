import { NOTES_MAX, TAGS_MAX } from "@cartwright/contracts/order-notes";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
let kim: Actor;
let lee: Actor;
let order: Awaited<ReturnType<typeof createOrder>>;
beforeAll(async () => {
  database = await createTestDatabase();
  kim = await createMember(database.db, { role: "support" });
  lee = await createMember(database.db, { role: "manager" });
});
afterAll(() => database.close());
beforeEach(async () => {
  order = await createOrder(database.db, newGuest(), { status: "confirmed" });
});

const as = (actor: Actor) => createCaller(testContext(testApiDeps(database.db), { actor }));
const desk = (actor = kim) => as(actor).admin.orders;
const found = async (query: string) => (await desk().list({ query })).items.map(({ number, match }) => [number, match]);

describe("notes", () => {
  it("are found by the search, which says where, and not after they were changed", async () => {
    const { number } = order;
    const noteId = newId();
    const added = await desk().addNote({ number, noteId, body: "Call first. The marmalade bell is broken!" });
    expect(added.notes).toMatchObject([{ id: noteId, isMine: true, version: 1, editedAt: null }]);
    const match = { field: "note", text: "The marmalade bell is broken!" };
    expect(await found("marmalade")).toEqual([[number, match]]);
    const edited = await desk().editNote({ noteId, version: 1, body: "The bell was mended." });
    expect(edited.notes[0]).toMatchObject({ version: 2, body: "The bell was mended." });
    expect(edited.notes[0]?.editedAt).not.toBeNull();
    expect(await found("marmalade")).toEqual([]);
    expect((await found("mended"))[0]?.[0]).toBe(number);
    expect((await desk().removeNote({ noteId, version: 2 })).notes).toEqual([]);
    expect(await found("mended")).toEqual([]);
  });

  it("can be changed by who wrote them only, and not over a change that was not seen", async () => {
    const { number } = order;
    const noteId = newId();
    await desk().addNote({ number, noteId, body: "mine" });
    expect((await desk(lee).notes({ number })).notes[0]?.isMine).toBe(false);
    await expect(desk(lee).editNote({ noteId, version: 1, body: "yours" })).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: "Only the person who wrote a note can change it. Add a note of your own.",
    });
    await expect(desk(lee).removeNote({ noteId, version: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const both = ["one", "two"].map((body) => desk().editNote({ noteId, version: 1, body }));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(desk().removeNote({ noteId, version: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("are added once however often they are sent, and at most 200", async () => {
    const { number, id } = order;
    const note = { number, noteId: newId(), body: "once" };
    await Promise.all([desk().addNote(note), desk().addNote(note)]);
    await sql`insert into orders.order_notes (id, order_id, body)
      select gen_random_uuid(), ${id}, 'more' from generate_series(2, ${NOTES_MAX})`.execute(database.db);
    await expect(desk().addNote({ ...note, noteId: newId() })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect((await desk().addNote(note)).notes).toHaveLength(NOTES_MAX);
    await expect(desk().addNote({ ...note, noteId: newId(), body: "x".repeat(2_001) })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  it("are not the shopper's to see", async () => {
    const guest = newGuest();
    const { number } = await createOrder(database.db, guest, { status: "confirmed" });
    await desk().addNote({ number, noteId: newId(), body: "a difficult customer" });
    await desk().changeTags({ number, add: ["watch"] });
    expect(JSON.stringify(await as(guest).orders.get({ number }))).not.toMatch(/difficult|watch/);
    await expect(as(guest).admin.orders.notes({ number })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});

describe("tags", () => {
  it("are one however they are written, and list their orders", async () => {
    const { number } = order;
    const changed = await desk().changeTags({ number, add: ["  Gift   Wrap ", "\uFF27IFT wrap", "VIP"] });
    expect(changed.tags).toEqual(["gift wrap", "vip"]);
    const other = await createOrder(database.db, newGuest(), { status: "shipped" });
    await desk().changeTags({ number: other.number, add: ["gift wrap"] });
    const listed = async (filter: Parameters<ReturnType<typeof desk>["list"]>[0]) =>
      (await desk().list(filter)).items.map((row) => row.number);
    expect(await listed({ tag: "Gift Wrap" })).toEqual([other.number, number]);
    expect(await listed({ tag: "gift wrap", view: "to_pack" })).toEqual([number]);
    expect(await listed({ tag: "gift wrap", query: other.number })).toEqual([other.number]);
    const first = await desk().list({ tag: "gift wrap", limit: 1 });
    expect(await listed({ tag: "gift wrap", cursor: first.nextCursor ?? "" })).toEqual([number]);
    expect((await found("vip"))[0]).toEqual([number, null]);
    expect(await desk().tags()).toEqual(expect.arrayContaining(["gift wrap", "vip"]));
    expect((await desk().changeTags({ number, remove: ["VIP"] })).tags).toEqual(["gift wrap"]);
    expect(await found("vip")).toEqual([]);
  });

  it("of two people at once are both kept, up to 20", async () => {
    const { number } = order;
    await Promise.all([desk().changeTags({ number, add: ["one"] }), desk(lee).changeTags({ number, add: ["two"] })]);
    expect((await desk().notes({ number })).tags).toEqual(["one", "two"]);
    const more = Array.from({ length: TAGS_MAX - 1 }, (_, index) => `more ${index}`);
    await expect(desk().changeTags({ number, add: more })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect((await desk().notes({ number })).tags).toHaveLength(2);
    await expect(desk().changeTags({ number, add: ["a, b"] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});
