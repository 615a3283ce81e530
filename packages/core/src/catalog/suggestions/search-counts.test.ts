import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { testDeps } from "../../testing/fixtures.ts";
import { createSearchCounter } from "./create-search-counter.ts";
import { isSuggestable } from "./is-suggestable.ts";
import { pruneSearchCounts } from "./prune-search-counts.ts";
import { suggestSearch } from "./suggest-search.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => sql`truncate catalog.search_counts, catalog.popular_searches`.execute(database.db));

async function stored() {
  const rows = await database.db
    .selectFrom("catalog.popular_searches")
    .select(["query", "searches"])
    .orderBy("query")
    .execute();
  return Object.fromEntries(rows.map(({ query, searches }) => [query, searches]));
}
const stays = { everyMs: 3_600_000, queriesMax: 3 };

describe("counting", () => {
  it("adds what several processes counted, folded", async () => {
    const [one, other] = [createSearchCounter(testDeps(database.db)), createSearchCounter(testDeps(database.db))];
    for (const query of ["Crème", "creme ", "CREME", "wi-fi"]) one.count(query);
    for (const query of ["crème", "jug"]) other.count(query);
    await Promise.all([one.flush(), other.flush()]);
    expect(await stored()).toEqual({ creme: 4, jug: 1, "wi fi": 1 });
    const days = await database.db.selectFrom("catalog.search_counts").select(["query", "searches"]).execute();
    expect(days).toContainEqual({ query: "creme", searches: 4 });
    await one.flush();
    expect(await stored()).toMatchObject({ creme: 4 });
  });

  it("stores by itself, some seconds after the first search", async () => {
    const counter = createSearchCounter(testDeps(database.db), { everyMs: 1, queriesMax: 3 });
    counter.count("jug");
    await vi.waitFor(async () => expect(await stored()).toEqual({ jug: 1 }));
  });

  it("keeps a bounded number in memory, and goes on with those it has", async () => {
    const counter = createSearchCounter(testDeps(database.db), stays);
    for (const query of ["cup", "jug", "pot", "vase", "cup"]) counter.count(query);
    await counter.flush();
    expect(await stored()).toEqual({ cup: 2, jug: 1, pot: 1 });
  });

  it("goes on after a failure", async () => {
    const warn = vi.fn();
    const { logger, ...deps } = testDeps(database.db);
    const counter = createSearchCounter({ ...deps, logger: Object.assign(Object.create(logger), { warn }) }, stays);
    await sql`alter table catalog.search_counts rename to away`.execute(database.db);
    counter.count("jug");
    await counter.flush();
    await sql`alter table catalog.away rename to search_counts`.execute(database.db);
    expect(warn).toHaveBeenCalledOnce();
    counter.count("cup");
    await counter.flush();
    expect(await stored()).toEqual({ cup: 1 });
  });

  it.each([
    "kim@example.com",
    "kim＠example",
    "0151 2345678",
    "CW-2222-2222",
    "1234",
    "１２３４",
    "mug 7",
    "x".repeat(61),
    "!!",
    " ",
  ])("does not keep %j", async (query) => {
    const counter = createSearchCounter(testDeps(database.db), stays);
    counter.count(query);
    await counter.flush();
    expect(await stored()).toEqual({});
  });

  it.each(["mug", "A4 paper", "crème brûlée", "着物", "wi-fi", "o'neill"])("keeps %j", (query) => {
    expect(isSuggestable(query)).toBe(true);
  });
});

describe("pruning", () => {
  const counted = (query: string, daysAgo: number, searches: number) =>
    sql`with day as (
        insert into catalog.search_counts (day, query, searches) values ((now() at time zone 'UTC')::date - ${daysAgo}::int, ${query}, ${searches})
      )
      insert into catalog.popular_searches as p (query, searches) values (${query}, ${searches})
      on conflict (query) do update set searches = p.searches + excluded.searches`.execute(database.db);

  it("takes searches of 90 days ago off their sums, and forgets what no one has searched for since", async () => {
    await counted("mug", 0, 8);
    await counted("mug", 89, 3);
    await counted("mug", 90, 40);
    await counted("old", 91, 60);
    expect((await suggestSearch(database.db, "mu")).searches).toEqual(["mug"]);
    expect(await pruneSearchCounts({ db: database.db }, 100)).toBe(2);
    expect(await stored()).toEqual({ mug: 11 });
    expect(await pruneSearchCounts({ db: database.db }, 100)).toBe(0);
  });

  it("deletes a bounded number in one run", async () => {
    for (const query of ["a1", "b1", "c1"]) await counted(query, 100, 1);
    expect(await pruneSearchCounts({ db: database.db }, 2)).toBe(2);
    expect(await pruneSearchCounts({ db: database.db }, 2)).toBe(1);
    expect(await stored()).toEqual({});
  });
});
