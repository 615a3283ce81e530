import { newId } from "@cartwright/core/kernel/ids";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logInAs, PASSWORD } from "../testing/log-in-as.ts";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(async () => edge.close());

const reason = "for a test";
/** A status and a body, without the request id. */
const contentOf = async (response: Response) => ({
  status: response.status,
  body: (await response.text()).replace(/"requestId":"[0-9a-f-]{36}"/, ""),
});

test("refuses the next request of a disabled shopper, responds to their log-in as for an unknown account, and needs a new log-in after the account is enabled", async () => {
  const manager = await logInAs(edge, "manager");
  const shopper = await logInAs(edge, "shopper");
  expect((await shopper.browser.query("account.me")).status).toBe(200);

  expect((await manager.browser.mutate("admin.customers.disable", { id: shopper.id, reason })).status).toBe(200);
  expect(await shopper.browser.query("account.me")).toMatchObject({ status: 401, reason: "sign_in_required" });

  const stranger = createTestBrowser(edge.url);
  const known = await contentOf(await stranger.logIn(shopper.email, PASSWORD));
  const unknown = await contentOf(await stranger.logIn(`${newId()}@example.com`, PASSWORD));
  expect(known).toEqual(unknown);
  expect(known.status).toBe(401);

  const kept = new Map(shopper.browser.cookies);
  expect((await manager.browser.mutate("admin.customers.enable", { id: shopper.id, reason })).status).toBe(200);
  const again = createTestBrowser(edge.url);
  for (const [name, value] of kept) again.cookies.set(name, value);
  expect((await again.query("account.me")).reason).toBe("sign_in_required");
  expect((await createTestBrowser(edge.url).logIn(shopper.email, PASSWORD)).status).toBe(200);
});

test("removes a role with the next request, and ends the session", async () => {
  const admin = await logInAs(edge, "admin");
  const support = await logInAs(edge, "support");
  expect((await support.browser.query("admin.dashboard")).status).toBe(200);
  const change = { id: support.id, role: "shopper", reason };
  expect((await admin.browser.mutate("admin.staff.changeRole", change)).status).toBe(200);
  expect((await support.browser.query("admin.dashboard")).reason).toBe("sign_in_required");
  await support.browser.logIn(support.email, PASSWORD);
  expect((await support.browser.query("admin.dashboard")).reason).toBe("forbidden");
});

test("does not let an admin do either to their own account", async () => {
  const { browser, id } = await logInAs(edge, "admin");
  expect((await browser.mutate("admin.staff.disable", { id, reason })).reason).toBe("own_account");
  expect((await browser.mutate("admin.staff.changeRole", { id, role: "support", reason })).reason).toBe("own_account");
  expect((await browser.query("admin.staff.get", { id })).data).toMatchObject({ role: "admin", status: "active" });
});
