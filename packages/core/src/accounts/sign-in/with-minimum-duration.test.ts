import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { createPerson, LIVES, PASSWORD, type Person } from "../../testing/enrolment.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { MINIMUM_DURATION_MS, withMinimumDuration } from "./with-minimum-duration.ts";
import { changeEmail } from "../profile/change-email.ts";
import { logIn } from "./log-in.ts";
import { registerUser } from "../registration/register-user.ts";
import { requestReset } from "../passwords/request-reset.ts";

const ORIGIN = "https://shop.example.com";
const SETTINGS = {
  secrets: ["s3cret".repeat(8)],
  // So that the first wrong attempt is the last one.
  lockout: { threshold: 1, lockSeconds: 900 },
  lives: LIVES,
  publicOrigin: ORIGIN,
  locateAddress: () => null,
};
let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
});
afterAll(async () => database.close());

/** How long it takes until this is done or refused. */
async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await act().catch(() => undefined);
  return performance.now() - since;
}

/** A timer may fire up to a millisecond early. */
const EARLIEST_MS = MINIMUM_DURATION_MS - 1;

const ACTS: readonly [string, (email: string, person: Person) => Promise<unknown>][] = [
  ["asking for another password", (email) => requestReset(deps, ORIGIN, email)],
  ["registering", (email) => registerUser(deps, ORIGIN, { email, password: PASSWORD, firstName: "", lastName: "" })],
  [
    "the wrong try that locks",
    (email) => logIn(deps, SETTINGS, { email, password: "not it", userAgent: "", address: "" }),
  ],
  ["moving an account there", (email, person) => changeEmail(deps, SETTINGS, { ...person, email })],
];

test.each(ACTS)("completes %s no sooner for an address without an account than for one with", async (_what, act) => {
  const [person, { email }] = [await createPerson(deps, "shopper"), await createPerson(deps, "shopper")];
  expect(await timeOf(() => act(`${newId()}@example.com`, person))).toBeGreaterThanOrEqual(EARLIEST_MS);
  expect(await timeOf(() => act(email, person))).toBeGreaterThanOrEqual(EARLIEST_MS);
});

test("still returns the result, or the error", async () => {
  expect(await withMinimumDuration(async () => "done")).toBe("done");
  await expect(withMinimumDuration(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
});
