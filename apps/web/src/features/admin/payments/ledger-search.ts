import { OrderNumber } from "@cartwright/contracts/ids";
import { LedgerAccount } from "@cartwright/contracts/ledger";
import { z } from "zod";
import { listAddress, readQuery } from "../shell/list-search.ts";

/** The filters of the ledger, as the URL holds them: `?q=CW-7F4K-9QXM&account=provider_fees`. `query` is an order's number. */
export interface LedgerSearch {
  readonly query: string;
  readonly account: LedgerAccount | "";
}

const Account = LedgerAccount.or(z.literal(""));

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readLedgerSearch(params: URLSearchParams): LedgerSearch {
  return { query: readQuery(params), account: Account.catch("").parse(params.get("account") ?? "") };
}

/** The URL of the filtered ledger. */
export function ledgerPath({ query, account }: LedgerSearch): string {
  return listAddress("/admin/payments/ledger", [
    ["q", query],
    ["account", account],
  ]);
}

/** The order that is asked for: null for all, undefined while the number is not whole. */
export function orderOf({ query }: LedgerSearch): OrderNumber | null | undefined {
  const text = query.trim().toUpperCase();
  return text === "" ? null : OrderNumber.safeParse(text).data;
}

/** The same as an input of `admin.payments.ledger`. A number that is not whole does not filter. */
export function toLedgerInput(search: LedgerSearch) {
  const order = orderOf(search);
  return { ...(order ? { order } : {}), ...(search.account === "" ? {} : { account: search.account }) };
}
