import { expect, test } from "vitest";
import { isStepTicket, issueStepTicket, STEP_SECONDS } from "./step-ticket.ts";

const OLD = ["an-old-secret-of-the-shop"];
const BOTH = ["the-new-secret-of-the-shop", ...OLD];
const nowMs = 1_800_000_000_000;
const email = "kim@example.com";

test("accepts a ticket for its email address, until it expires, signed with one of the shop's secrets", () => {
  const ticket = issueStepTicket(OLD, email, nowMs);
  expect(isStepTicket(OLD, ticket, { email, nowMs })).toBe(true);
  expect(isStepTicket(BOTH, ticket, { email, nowMs: nowMs + STEP_SECONDS * 1000 })).toBe(true);
  expect(isStepTicket(OLD, ticket, { email, nowMs: nowMs + (STEP_SECONDS + 1) * 1000 })).toBe(false);
  expect(isStepTicket(OLD, ticket, { email: "sam@example.com", nowMs })).toBe(false);
  expect(isStepTicket(["another"], ticket, { email, nowMs })).toBe(false);
});

test("accepts no other text as a ticket", () => {
  const [endsAt = "", signature = ""] = issueStepTicket(OLD, email, nowMs).split(".");
  for (const text of [
    undefined,
    "",
    ".",
    `${endsAt}.`,
    `.${signature}`,
    `${Number(endsAt) + 1}.${signature}`,
    `${endsAt}.${signature.slice(1)}A`,
    `${endsAt}.${signature}=`,
  ])
    expect(isStepTicket(OLD, text, { email, nowMs })).toBe(false);
});
