import { type SaveView, VIEWS_MAX } from "@cartwright/contracts/list-setup";
import type { Role } from "@cartwright/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createMember } from "../../testing/fixtures.ts";
import { tablesReadWhole } from "../../testing/plans.ts";
import { hideColumns, removeView, saveView } from "./change-list-setup.ts";
import { forgetListSetups } from "./forget-list-setups.ts";
import { readListSetup } from "./read-list-setup.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** A member of staff, and what they do. */
async function staff(role: Role = "support") {
  const actor = await createMember(database.db, { role });
  const act = { actor, address: "127.0.0.1", requestId: "test" };
  const names = async () => (await readListSetup(database.db, "orders", actor)).views.map(({ name }) => name);
  return {
    actor,
    act,
    names,
    save: (input: Partial<SaveView>) =>
      saveView(database, { list: "orders", name: "To pack", query: "view=to_pack", shared: false, ...input }, act),
    remove: (view: { id: string; version: number }) =>
      removeView(database, { list: "orders", id: view.id, version: view.version }, act),
  };
}

/** The one view that this person sees under a name. */
async function viewOf(person: Awaited<ReturnType<typeof staff>>, name: string) {
  const { views } = await readListSetup(database.db, "orders", person.actor);
  const view = views.find((each) => each.name === name);
  if (!view) throw new Error(`there is no view named ${name}`);
  return view;
}

const auditedOf = async (id: string) =>
  database.db
    .selectFrom("audit.entries")
    .select(["action", "before", "after"])
    .where("subject_id", "=", id)
    .orderBy("id")
    .execute();

it("keeps a view for its author only, renames and replaces it, and audits nothing of it", async () => {
  const [ann, bob] = [await staff(), await staff("admin")];
  await ann.save({ name: "Mine" });
  const view = await viewOf(ann, "Mine");
  expect(view).toMatchObject({ query: "view=to_pack", version: 1, shared: false, mine: true, mayChange: true });
  expect(await bob.names()).not.toContain("Mine");
  await expect(bob.remove(view)).rejects.toMatchObject({ reason: "not_found" });
  await ann.save({ view, name: "Ours", query: "q=lamp&view=to_ship" });
  expect(await viewOf(ann, "Ours")).toMatchObject({ id: view.id, version: 2, query: "q=lamp&view=to_ship" });
  await ann.remove(await viewOf(ann, "Ours"));
  expect(await ann.names()).not.toContain("Ours");
  expect(await auditedOf(view.id)).toEqual([]);
});

it("shows a shared view to all staff with its author's name, and audits it without what is searched for", async () => {
  const [ann, bob] = [await staff(), await staff()];
  await ann.save({ name: "For all", query: "q=kim%40example.com", shared: true });
  const view = await viewOf(bob, "For all");
  expect(view).toMatchObject({ author: "Kim Example", mine: false, mayChange: false });
  await expect(bob.save({ view, name: "Taken over", shared: true })).rejects.toMatchObject({ reason: "forbidden" });
  await expect(bob.remove(view)).rejects.toMatchObject({ reason: "forbidden" });
  await ann.save({ view, name: "Only mine", shared: false });
  expect(await bob.names()).not.toContain("Only mine");
  expect(await auditedOf(view.id)).toEqual([
    { action: "lists.save_view", before: null, after: { list: "orders", name: "For all", shared: true } },
    {
      action: "lists.save_view",
      before: { list: "orders", name: "For all", shared: true },
      after: { list: "orders", name: "Only mine", shared: false },
    },
  ]);
});

it("lets whoever manages staff change and delete a shared view, but not take it back from the others", async () => {
  const [ann, chief] = [await staff(), await staff("admin")];
  await ann.save({ name: "Team", shared: true });
  const view = await viewOf(chief, "Team");
  expect(view.mayChange).toBe(true);
  await expect(chief.save({ view, name: "Team", shared: false })).rejects.toMatchObject({ reason: "forbidden" });
  await chief.save({ view, name: "Team A", shared: true });
  expect(await viewOf(ann, "Team A")).toMatchObject({ mine: true, version: 2 });
  await chief.remove(await viewOf(chief, "Team A"));
  expect(await ann.names()).not.toContain("Team A");
});

it("refuses the second of two who change one view, and one who changes a deleted view", async () => {
  const ann = await staff();
  await ann.save({ name: "Race" });
  const view = await viewOf(ann, "Race");
  const both = await Promise.allSettled([ann.save({ view, name: "First" }), ann.save({ view, name: "Second" })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "stale_write" } });
  const [name = ""] = await ann.names();
  await ann.remove(await viewOf(ann, name));
  await expect(ann.save({ view: { id: view.id, version: 2 } })).rejects.toMatchObject({ reason: "not_found" });
});

it("refuses a name twice in a list, however it is written, also for two who use it at once", async () => {
  const ann = await staff();
  const both = await Promise.allSettled([ann.save({ name: "Gifts" }), ann.save({ name: "GIFTS" })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(ann.save({ name: "gifts" })).rejects.toMatchObject({
    reason: "invalid_input",
    fields: { name: expect.stringContaining("already") },
  });
  await ann.save({ name: "Gifts", list: "products" });
  expect(await ann.names()).toHaveLength(1);
});

it(`has a limit of ${VIEWS_MAX} for each person, also for two saves of the last one`, async () => {
  const ann = await staff();
  await sql`
    insert into accounts.saved_views (id, author_id, list, name, query, shared)
    select gen_random_uuid(), ${ann.actor.userId}, 'products', 'View ' || n, '', false from generate_series(1, ${VIEWS_MAX - 1}::int) n`.execute(
    database.db,
  );
  const both = await Promise.allSettled([ann.save({ name: "Last" }), ann.save({ name: "One more" })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(ann.save({ name: "Another" })).rejects.toMatchObject({ message: expect.stringContaining("50") });
  expect(await ann.names()).toHaveLength(1);
});

it("does not reach a view through another list, nor a list that the person may not read", async () => {
  const ann = await staff();
  await ann.save({ name: "Orders only" });
  const { id, version } = await viewOf(ann, "Orders only");
  await expect(removeView(database, { list: "products", id, version }, ann.act)).rejects.toMatchObject({
    reason: "not_found",
  });
  const shopper = await staff("shopper");
  await expect(shopper.save({})).rejects.toMatchObject({ reason: "forbidden" });
  await expect(readListSetup(database.db, "orders", shopper.actor)).rejects.toMatchObject({ reason: "forbidden" });
});

it("keeps the hidden columns of each person and list, and only those that the list has", async () => {
  const [ann, bob] = [await staff(), await staff()];
  const setup = await hideColumns(database, { list: "orders", hidden: ["total", "sku", "placed", "total"] }, ann.act);
  expect(setup.hidden).toEqual(["placed", "total"]);
  expect((await readListSetup(database.db, "products", ann.actor)).hidden).toEqual([]);
  expect((await readListSetup(database.db, "orders", bob.actor)).hidden).toEqual([]);
  expect((await hideColumns(database, { list: "orders", hidden: [] }, ann.act)).hidden).toEqual([]);
});

it("forgets what was a person's own, and keeps what they shared without their name", async () => {
  const [ann, bob] = [await staff(), await staff()];
  await ann.save({ name: "Private" });
  await ann.save({ name: "Common", shared: true });
  await hideColumns(database, { list: "orders", hidden: ["total"] }, ann.act);
  await inTransaction(database.db, (tx) => forgetListSetups(tx, ann.actor.userId));
  expect(await readListSetup(database.db, "orders", ann.actor)).toMatchObject({ hidden: [] });
  expect(await ann.names()).not.toContain("Private");
  expect(await viewOf(bob, "Common")).toMatchObject({ author: null, mayChange: false });
});

it("reads the views of a list by index", async () => {
  const ann = await staff();
  expect(await tablesReadWhole(database, (db) => readListSetup(db, "orders", ann.actor))).toEqual([]);
});
