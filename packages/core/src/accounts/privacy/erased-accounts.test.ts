import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ADDRESS, createUser } from "../../testing/fixtures.ts";
import { saveAddress } from "../profile/save-address.ts";
import { updateProfile } from "../profile/update-profile.ts";
import { findUser } from "../users.sql.ts";
import { eraseAccountIn } from "./erase-account.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it("keeps nothing that was sent before an account was deleted and is written after it", async () => {
  const { id } = await createUser(database.db);
  const writes: Promise<unknown>[] = [];
  await inTransaction(database.db, async (tx) => {
    const user = await findUser(tx, id, true);
    if (!user) throw new Error("no account");
    // Both requests have passed the check of their session, and wait for the account's row.
    const profile = { firstName: "Kim", lastName: "Example", marketingConsent: true };
    writes.push(updateProfile(database, id, profile), saveAddress(database, id, { isDefault: true, address: ADDRESS }));
    for (const write of writes) write.catch(() => undefined);
    await expect
      .poll(async () => {
        const { rows } = await sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          database.db,
        );
        return rows.length;
      })
      .toBe(2);
    await eraseAccountIn(tx, user);
  });
  for (const write of writes) await expect(write).rejects.toMatchObject({ reason: "session_expired" });
  const { rows } = await sql`
    select u.first_name, u.last_name, u.marketing_consent, (select count(*)::int from accounts.addresses as a where a.user_id = u.id) as addresses
    from accounts.users as u where id = ${id}`.execute(database.db);
  expect(rows).toEqual([{ first_name: "", last_name: "", marketing_consent: false, addresses: 0 }]);
});
