import { reconcileNow } from "@cartwright/core/admin/books/reconcile-now";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import { expect } from "vitest";
import type { TestShop } from "./harness.ts";
import { brokenInvariants } from "./invariants.ts";

/** Nothing in the books is wrong, by our own record and by the provider's. */
export async function booksHold(shop: TestShop, act: StaffAct): Promise<void> {
  expect(await brokenInvariants(shop.db)).toEqual({});
  const where = { webhookUrl: `${shop.origin}/api/webhooks/sandbox`, returnOrigin: shop.origin };
  const sandbox = createSandboxGateway({ url: shop.provider.url, webhookSecrets: [shop.webhookSecret], ...where });
  const found = await reconcileNow({ ...shop.deps, gateways: new Map([["sandbox", sandbox]]) }, act);
  expect(found).toMatchObject({ open: 0 });
}
