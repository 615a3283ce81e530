import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareDatabase } from "./prepare-database.ts";
import { silentProgress } from "./progress.ts";
import { StackError } from "./stack-error.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query("drop role if exists trouble_visitor");
  await database.pool.query("create role trouble_visitor login password 'a-fine-password'");
});
afterAll(async () => {
  await database.pool.query("drop role trouble_visitor");
  await database.close();
});

/** The test database's URL with parts of it changed. */
function urlWith(parts: Partial<Pick<URL, "username" | "password" | "pathname" | "port" | "hostname">>): string {
  return Object.assign(new URL(database.url), parts).href;
}

test.each([
  ["a role that does not exist", { username: "nobody-here" }, /role "nobody-here"/],
  [
    "a wrong password",
    { username: "trouble_visitor", password: "wrong-password" },
    /password of the role "trouble_visitor" is wrong/,
  ],
  [
    "a database that does not exist",
    { pathname: "/no_such_shop" },
    /no database "no_such_shop".*createdb no_such_shop/,
  ],
  ["a server that does not run", { port: "1" }, /Nothing responds at 127\.0\.0\.1:1/],
])("the start names %s, says what to do, and shows no password", async (_what, parts, message) => {
  const databaseUrl = urlWith(parts);
  const failure = await prepareDatabase({ databaseUrl }, silentProgress).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StackError);
  const text = failure instanceof Error ? failure.message : "";
  expect(text).toMatch(message);
  expect(text).not.toContain("wrong-password");
});

test("the start names a role that may not create the schema", async () => {
  const empty = await createTestDatabase({ empty: true });
  const databaseUrl = urlWith({
    username: "trouble_visitor",
    password: "a-fine-password",
    pathname: new URL(empty.url).pathname,
  });
  const failure = await prepareDatabase({ databaseUrl }, silentProgress).catch((error: unknown) => error);
  await empty.close();
  expect(failure).toMatchObject({ message: expect.stringMatching(/may not create schemas/) });
});
