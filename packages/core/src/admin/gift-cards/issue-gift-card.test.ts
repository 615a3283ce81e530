import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { AdminIssueGiftCard } from "@cartwright/contracts/admin-gift-cards";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { createMember, testDeps } from "../../testing/fixtures.ts";
import { issueGiftCardAsStaff } from "./issue-gift-card.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it("issues one card for a request that is repeated, and refuses another request with its key", async () => {
  const actor = await createMember(database.db, { role: "manager" });
  const act = { actor, address: "203.0.113.1", requestId: "test", reason: "a present" };
  const deps = { ...testDeps(database.db), settings: { publicOrigin: "https://shop.example.com" } };
  const request = {
    idempotencyKey: newId(),
    amountMinor: 2_500,
    recipientEmail: "kim@example.com",
    reason: act.reason,
  };
  const issue = (change: object = {}) =>
    issueGiftCardAsStaff(deps, AdminIssueGiftCard.parse({ ...request, ...change }), act);
  const all = await Promise.all([issue(), issue(), issue()]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(all.filter(({ code }) => code !== null)).toHaveLength(1);
  for (const change of [{ amountMinor: 2_600 }, { recipientEmail: "other@example.com" }])
    await expect(issue(change)).rejects.toMatchObject({ reason: "idempotency_conflict" });
  const cards = await database.db.selectFrom("payments.gift_cards").select("initial_minor").execute();
  expect(cards).toEqual([{ initial_minor: 2_500 }]);
  const mails = database.db.selectFrom("notifications.mails").select("recipient").where("template", "=", "gift_card");
  expect(await mails.execute()).toEqual([{ recipient: "kim@example.com" }]);
});
