import type { OrderNumber } from "@cartwright/contracts/ids";
import { createRealtimeClient } from "@cartwright/realtime/client";

/** An order's page that stays open. */
export interface WatchedOrder {
  readonly number: OrderNumber;
  /** The numbers of the events that were handed over, as they came. */
  readonly seqs: readonly number[];
  close(): void;
}

/** Watches an order as its page does, from its first event on, whatever happens to the gateway. */
export function watchOrder(
  at: { readonly shopUrl: string; readonly realtimeUrl: string },
  number: OrderNumber,
  cookie: string,
): WatchedOrder {
  const client = createRealtimeClient({ url: at.realtimeUrl, headers: { cookie, origin: at.shopUrl } });
  const seqs: number[] = [];
  client.watchOrder(number, 0, { onEvent: ({ seq }) => void seqs.push(seq) });
  return { number, seqs, close: () => client.close() };
}
