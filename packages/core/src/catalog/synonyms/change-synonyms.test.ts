import { SYNONYM_GROUPS_MAX } from "@cartwright/contracts/synonyms";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { listProducts } from "../list-products.ts";
import { insertProduct } from "../testing/products.ts";
import { removeSynonyms, saveSynonyms } from "./change-synonyms.ts";
import { selectSynonyms } from "./synonyms.sql.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await insertProduct(database.db, { title: "Stoneware mug" });
  await insertProduct(database.db, { title: "Silver trophy" });
});
afterAll(() => database.close());

const save = (input: Parameters<typeof saveSynonyms>[1]) => inTransaction(database.db, (tx) => saveSynonyms(tx, input));
const finds = async (query: string) =>
  (await listProducts(database.db, { query, limit: 10 })).items.map(({ title }) => title).toSorted();

it("applies to the next search, and a term of several groups finds what any of them finds", async () => {
  expect(await finds("chalice")).toEqual([]);
  const { id } = await save({ terms: ["chalice", "mug"] });
  expect(await finds("chalice")).toEqual(["Stoneware mug"]);
  const other = await save({ terms: ["Chalice", "trophy"] });
  expect(await finds("chalices")).toEqual(["Silver trophy", "Stoneware mug"]);
  expect(await finds("trophy")).toEqual(["Silver trophy"]);
  await save({ group: { id, version: 1 }, terms: ["goblet", "mug"] });
  expect(await finds("chalice")).toEqual(["Silver trophy"]);
  await inTransaction(database.db, (tx) => removeSynonyms(tx, { id: other.id, version: 1 }));
  expect(await finds("chalice")).toEqual([]);
  expect(await finds("goblet")).toEqual(["Stoneware mug"]);
});

it("keeps terms that the search reads alike once", async () => {
  const { after } = await save({ terms: ["Café", "cafe", "Coffee house", "CAFÉ"] });
  expect(after).toEqual(["Café", "Coffee house"]);
});

it.each([
  [["the", "mug"], "“the” isn't a word"],
  [["Tee", "tee!"], "at least two different terms"],
])("refuses %j", async (terms, problem) => {
  const before = await selectSynonyms(database.db);
  await expect(save({ terms })).rejects.toMatchObject({
    reason: "invalid_input",
    fields: { terms: expect.stringContaining(problem) },
  });
  expect(await selectSynonyms(database.db)).toEqual(before);
});

it("refuses the second of two people who change one group, and one who changes a removed group", async () => {
  const group = { id: (await save({ terms: ["ewer", "jug"] })).id, version: 1 };
  const both = await Promise.allSettled([
    save({ group, terms: ["ewer", "flagon"] }),
    save({ group, terms: ["ewer", "carafe"] }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(save({ group, terms: ["ewer", "urn"] })).rejects.toMatchObject({
    reason: "stale_write",
    message: expect.stringContaining("Someone else has changed this group"),
  });
  await inTransaction(database.db, (tx) => removeSynonyms(tx, { ...group, version: 2 }));
  await expect(save({ group, terms: ["ewer", "urn"] })).rejects.toMatchObject({ reason: "not_found" });
});

it("has a limit of groups, also for two people who add the last one, and derives them all", async () => {
  await sql`
    insert into catalog.synonym_groups (terms)
    select array(select 'term' || g || 'x' || n from generate_series(1, 20) n)
    from generate_series(1, ${SYNONYM_GROUPS_MAX - 1}::int - (select count(*)::int from catalog.synonym_groups)) g`.execute(
    database.db,
  );
  const both = await Promise.allSettled([save({ terms: ["last", "final"] }), save({ terms: ["end", "finish"] })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await selectSynonyms(database.db)).toHaveLength(SYNONYM_GROUPS_MAX);
  await expect(save({ terms: ["plinth", "pedestal"] })).rejects.toMatchObject({
    message: expect.stringContaining("500"),
  });
  expect(await finds(newId())).toEqual([]);
  expect(await finds("goblet")).toEqual(["Stoneware mug"]);
});
