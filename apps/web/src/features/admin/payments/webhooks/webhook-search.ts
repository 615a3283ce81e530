import { OrderNumber } from "@cartwright/contracts/ids";
import { InboundOutcome } from "@cartwright/contracts/inbound-webhooks";
import { listAddress, readQuery } from "../../shell/list-search.ts";

/** The filters of the providers' webhooks, as the URL holds them: `?outcome=mismatch&q=CW-7F4K-9QXM`. */
export interface WebhookSearch {
  /** An order's number, as typed. */
  readonly query: string;
  readonly outcome: InboundOutcome | "";
}

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readWebhookSearch(params: URLSearchParams): WebhookSearch {
  return { query: readQuery(params), outcome: InboundOutcome.safeParse(params.get("outcome")).data ?? "" };
}

/** The URL of filtered webhooks. */
export function webhookPath({ query, outcome }: WebhookSearch): string {
  return listAddress("/admin/payments/webhooks", [
    ["q", query],
    ["outcome", outcome],
  ]);
}

/** The order that is asked for: null for none, undefined when what was typed is no order's number. */
export function orderOf({ query }: WebhookSearch): OrderNumber | null | undefined {
  return query.trim() === "" ? null : OrderNumber.safeParse(query.trim().toUpperCase()).data;
}

/** The same as an input of `admin.payments.webhooks`. */
export function toWebhookInput(search: WebhookSearch) {
  const order = orderOf(search);
  return { ...(order ? { order } : {}), ...(search.outcome === "" ? {} : { outcome: search.outcome }) };
}
