import type { OrderNumber } from "@cartwright/contracts/ids";
import { createRealtimeClient } from "@cartwright/realtime/client";

/** An open order page. */
export interface WatchedOrder {
  readonly number: OrderNumber;
  /** The sequence numbers of the events received, in order of arrival. */
  readonly seqs: readonly number[];
  close(): void;
}

/** Watches an order as its page does, from its first event, through reconnections. */
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
