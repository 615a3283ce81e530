import { localTime } from "@cartwright/contracts/time-zone";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { createMember, testDeps } from "../../testing/fixtures.ts";
import { issueGiftCardAsStaff } from "./issue-gift-card.ts";
import { lastDayOf } from "./last-day.ts";
import { getGiftCard, listGiftCards } from "./list-gift-cards.ts";
import { replaceGiftCardCode } from "./replace-gift-card-code.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const deps = () => ({ ...testDeps(database.db), settings: { publicOrigin: "https://shop.example.com" } });
async function act() {
  const actor = await createMember(database.db, { role: "manager" });
  return { actor, address: "203.0.113.1", requestId: "test", reason: "late delivery" };
}
const mailsTo = async (recipient: string) =>
  database.db
    .selectFrom("notifications.mails")
    .select(["subject", "text"])
    .where("recipient", "=", recipient)
    .orderBy("created_at")
    .execute();

it("shows and mails the last day of use, not the midnight after it", async () => {
  const recipientEmail = `lee-${newId()}@example.com`;
  const expiresOn = "2999-10-26";
  const request = {
    idempotencyKey: newId(),
    amountMinor: 2_500,
    recipientEmail,
    expiresOn,
    message: "",
    reason: "late",
  };
  const { id } = await issueGiftCardAsStaff(deps(), request, await act());
  const card = await getGiftCard(database.db, id);
  expect(card).toMatchObject({ lastDay: expiresOn, state: "active" });
  expect(localTime(Date.parse(card.expiresAt ?? ""), "Europe/Berlin")).toEqual({ date: "2999-10-27", time: "00:00" });
  const { items } = await listGiftCards(database.db, { query: recipientEmail, limit: 50 });
  expect(items).toMatchObject([{ id, lastDay: expiresOn }]);
  const [mail] = await mailsTo(recipientEmail);
  expect(mail?.text).toContain("26 October 2999");
});

it("counts the last day on the shop's calendar, also when the clock changes at its end", () => {
  expect(lastDayOf(new Date("2026-10-25T23:00:00Z"), "Europe/Berlin")).toBe("2026-10-25");
  expect(lastDayOf(new Date("2026-03-29T22:00:00Z"), "Europe/Berlin")).toBe("2026-03-29");
  expect(lastDayOf(new Date("2026-10-25T07:00:00Z"), "America/Los_Angeles")).toBe("2026-10-24");
});

it("mails a new code as that, and not as another gift card", async () => {
  const recipientEmail = `lee-${newId()}@example.com`;
  const request = { idempotencyKey: newId(), amountMinor: 2_500, recipientEmail, message: "", reason: "late" };
  const { id, code } = await issueGiftCardAsStaff(deps(), request, await act());
  const replaced = await replaceGiftCardCode(deps(), { id, expectedVersion: 1, reason: "lost" }, await act());
  expect(replaced.code).not.toBe(code);
  const [first, second] = await mailsTo(recipientEmail);
  expect(first?.subject).toBe("You've got a gift card for €25.00");
  expect(second?.subject).toBe("Your gift card has a new code");
  expect(second?.text).toContain("The previous code no longer works.");
  expect(second?.text).toContain(replaced.code);
  expect((await getGiftCard(database.db, id)).lastDay).toBeNull();
});
