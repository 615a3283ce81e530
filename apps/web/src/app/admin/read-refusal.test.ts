import { createCaller } from "@cartwright/api/root";
import { testApiDeps, testContext } from "@cartwright/api/testing/test-context";
import type { Actor } from "@cartwright/core/kernel/actor";
import { createMember, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRefusal } from "./read-refusal.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => database.close());

/** What a page does when the API refuses this visitor. */
async function outcomeFor(actor: Actor): Promise<string | null> {
  const { admin } = createCaller(testContext(testApiDeps(database.db), { actor }));
  return admin.dashboard().then(
    () => "let in",
    (error: unknown) => readRefusal(error),
  );
}

test("a page of the back office redirects each visitor to where they may be", async () => {
  const admin = await createMember(database.db, { role: "admin" });
  expect(await outcomeFor(admin)).toBe("let in");
  expect(await outcomeFor({ ...admin, enrolmentDue: true })).toBe("enrol");
  expect(await outcomeFor(newGuest())).toBe("sign_in");
  expect(await outcomeFor(await createMember(database.db))).toBe("missing");
});

test("leaves errors that are not refusals to the error page", () => {
  for (const failure of [new Error("boom"), { code: "FORBIDDEN" }, null]) expect(readRefusal(failure)).toBeNull();
});
