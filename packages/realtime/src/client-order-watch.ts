import type { OrderEvent, SubscribeResponse } from "@cartwright/contracts/rooms";
import type { WatchState } from "./client-connection.ts";

export interface OrderWatcher {
  readonly onEvent: (event: OrderEvent) => void;
  readonly onState?: (state: WatchState) => void;
}

/** The part of the connection that a watch uses. */
export interface OrderWatchPort {
  /** Requests the order's room, with the events after this seq. */
  readonly enter: (after: number) => Promise<SubscribeResponse>;
  readonly renew: () => void;
  readonly isConnected: () => boolean;
}

export interface OrderWatch {
  /** Adds a watcher that knows everything up to `after`. Returns a function that removes it. */
  readonly add: (after: number, watcher: OrderWatcher) => () => void;
  readonly isEmpty: () => boolean;
  readonly connected: () => void;
  readonly disconnected: () => void;
  /** An event that the gateway pushed. */
  readonly take: (event: OrderEvent) => void;
}

/** A timeline has about ten events. Beyond this number, the oldest are dropped and read again when they are needed. */
const KNOWN_MAX = 1_000;
const RETRY_MS = 5_000;

/** The events that the tab knows, by seq, and the last seq of each watcher. */
function createTimeline() {
  const seen = new Map<OrderWatcher, number>();
  const known = new Map<number, OrderEvent>();

  /** Sends each watcher its next events. Returns true when there is a gap: a known event that a watcher cannot get yet. */
  function deliver(): boolean {
    const highest = Math.max(0, ...known.keys());
    let hole = false;
    for (const [watcher, last] of seen) {
      let next = last + 1;
      for (let event = known.get(next); event && seen.has(watcher); event = known.get(next)) {
        seen.set(watcher, next);
        next += 1;
        watcher.onEvent(event);
      }
      hole ||= next <= highest;
    }
    return hole;
  }

  function keep(events: readonly OrderEvent[]): void {
    for (const event of events) known.set(event.seq, event);
    for (const seq of known.keys()) {
      if (known.size <= KNOWN_MAX) break;
      known.delete(seq);
    }
  }

  /** The seq from which the watcher that is furthest behind needs events. */
  const cursor = () => Math.min(...seen.values());

  return { seen, keep, deliver, cursor };
}

/**
 * One order, watched by any number of components of the tab. Each watcher receives the event after its last one as soon as it
 * is known, so order, completeness and "each once" hold however events arrive. A gap is filled by entering the room again from
 * before it.
 *
 * A first refusal may come from a handshake that is older than the guest's cookie: the watch reconnects once before it accepts
 * that the order is not the visitor's.
 */
export function createOrderWatch(port: OrderWatchPort): OrderWatch {
  const { seen, deliver, cursor, keep } = createTimeline();
  let state: WatchState = port.isConnected() ? "connecting" : "down";
  let entering = false;
  let renewed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function setState(next: WatchState): void {
    if (state === next) return;
    state = next;
    for (const watcher of seen.keys()) watcher.onState?.(next);
  }

  async function enter(): Promise<void> {
    if (entering || seen.size === 0 || !port.isConnected()) return;
    entering = true;
    clearTimeout(retry);
    const after = cursor();
    const response = await port.enter(after);
    entering = false;
    if (seen.size === 0 || !port.isConnected()) return;
    if (response.ok) {
      renewed = false;
      keep(response.events);
      const hole = deliver();
      setState("live");
      // A watcher with an older cursor was added meanwhile, or there is another page. Each page moves the cursor, so this ends.
      if (cursor() < after || (hole && cursor() > after)) await enter();
    } else refused(response.reason);
  }

  function refused(reason: Extract<SubscribeResponse, { ok: false }>["reason"]): void {
    if (reason === "unavailable" || reason === "rate_limited") {
      setState("down");
      retry = setTimeout(() => void enter(), RETRY_MS * (0.5 + Math.random()));
    } else if (reason === "not_found" && !renewed) {
      renewed = true;
      port.renew();
    } else setState("refused");
  }

  return {
    add(after, watcher) {
      const own: OrderWatcher = { ...watcher };
      seen.set(own, after);
      own.onState?.(state);
      deliver();
      void enter();
      return () => {
        seen.delete(own);
        if (seen.size === 0) clearTimeout(retry);
      };
    },
    isEmpty: () => seen.size === 0,
    connected: () => void enter(),
    disconnected() {
      if (state !== "refused") setState("down");
    },
    take(event) {
      keep([event]);
      if (deliver()) void enter();
    },
  };
}
