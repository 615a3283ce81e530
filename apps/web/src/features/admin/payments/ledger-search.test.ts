import { expect, test } from "vitest";
import { ledgerPath, orderOf, readLedgerSearch, toLedgerInput } from "./ledger-search.ts";

test("the address holds the search, and a number that is not whole does not filter", () => {
  const search = readLedgerSearch(new URLSearchParams("q=cw-7f4k-9qxm&account=provider_fees"));
  expect(toLedgerInput(search)).toEqual({ order: "CW-7F4K-9QXM", account: "provider_fees" });
  expect(ledgerPath(search)).toBe("/admin/payments/ledger?q=cw-7f4k-9qxm&account=provider_fees");
  const half = readLedgerSearch(new URLSearchParams("q=CW-7F&account=nonsense"));
  expect([orderOf(half), toLedgerInput(half)]).toEqual([undefined, {}]);
});
