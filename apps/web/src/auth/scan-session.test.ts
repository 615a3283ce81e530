import { openScanSession } from "@cartwright/dev/scan-session";
import { createStaff } from "@cartwright/core/accounts/staff/create-staff";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const STAFF = { email: "scanner@example.com", password: "seven stones in a row" };
let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
  await createStaff(edge.deps.api, { ...STAFF, role: "admin" });
});
afterAll(async () => edge.close());

test("a scanner's session can read what only staff may read, and can change data", async () => {
  const session = await openScanSession(edge.url, STAFF);
  const headers = { cookie: session.SHOP_COOKIE, "x-csrf-token": session.SHOP_CSRF };
  const orders = await fetch(`${edge.url}/api/trpc/admin.orders.list?input=%7B%7D`, { headers });
  expect(orders.status).toBe(200);
  const change = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: "{}" };
  // Refused because of its input, not because of its sender.
  expect((await fetch(`${edge.url}/api/trpc/cart.setLine`, change)).status).toBe(400);
});

test("a refused log-in ends the scan before it begins", async () => {
  await expect(openScanSession(edge.url, { ...STAFF, password: "not this one" })).rejects.toThrow("could not log in");
});
