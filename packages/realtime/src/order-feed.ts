import type { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderEvent, OrderHint } from "@cartwright/contracts/rooms";
import type { Logger } from "@cartwright/observability/logger";
import { createHintSpans } from "./hint-spans.ts";
import { createOrderMembers, type OrderCursor, type OrderEntry, type ReadEvents } from "./order-members.ts";

export interface OrderFeedOptions {
  readonly readEvents: ReadEvents;
  /** Whether any socket at this node follows all orders, and how to send to them. */
  readonly isFollowed: () => boolean;
  readonly toFollowers: (event: OrderEvent) => void;
  readonly logger: Logger;
}

export interface OrderFeed {
  /** See {@link createOrderMembers}. */
  readonly enter: (entry: OrderEntry) => Promise<boolean>;
  readonly leave: (number: OrderNumber, watcher: object) => void;
  /** These orders have events up to these seqs. */
  readonly hint: (orders: readonly OrderHint[]) => void;
  /** Hints may have been lost: reads every watched order again. */
  readonly reread: () => void;
  readonly close: () => void;
}

const BATCH_ORDERS_MAX = 200;
const EVENTS_PER_ORDER_MAX = 50;
const TOLD_MAX = 5_000;
const RETRY_MS = 500;

/**
 * Reads committed events from the database for the watchers of this node. Hints only say where to look: what is sent is what
 * was read after each watcher's own cursor. So a hint that arrives twice, late or out of order does no harm, and none arrives
 * too early, since hints follow the commit.
 */
export function createOrderFeed(options: OrderFeedOptions): OrderFeed {
  const members = createOrderMembers(options.readEvents);
  const told = createToldSeqs();
  const { cursorOf, deliver } = createAudience(options, members, told);
  const spans = createHintSpans();
  /** Orders to read, with the highest seq that was hinted. */
  const wanted = new Map<OrderNumber, number>();
  const closing = new AbortController();
  let reading = false;
  let retry: NodeJS.Timeout | undefined;

  function want(entries: Iterable<readonly [OrderNumber, number]>): void {
    for (const [number, seq] of entries) wanted.set(number, Math.max(seq, wanted.get(number) ?? 0));
    void pump();
  }

  async function readBatch(): Promise<void> {
    const batch = [...wanted].slice(0, BATCH_ORDERS_MAX);
    const numbers = batch.map(([number]) => number);
    for (const number of numbers) wanted.delete(number);
    const cursors = batch.flatMap(cursorOf);
    try {
      if (cursors.length === 0) return;
      const events = await spans.run(numbers, () => options.readEvents(cursors, EVENTS_PER_ORDER_MAX));
      const byOrder = Map.groupBy(events, (event) => event.number);
      for (const timeline of byOrder.values()) told.begin(timeline);
      for (const event of events) spans.push(event, deliver);
      // An order that filled its page may have more events. Its cursor has moved, so this ends.
      want(batch.filter(([number]) => (byOrder.get(number)?.length ?? 0) >= EVENTS_PER_ORDER_MAX));
    } catch (error) {
      want(batch);
      spans.end(numbers, error);
      throw error;
    } finally {
      spans.end(numbers);
    }
  }

  async function pump(): Promise<void> {
    if (reading || closing.signal.aborted) return;
    reading = true;
    clearTimeout(retry);
    try {
      while (wanted.size > 0 && !closing.signal.aborted) await readBatch();
    } catch (error) {
      if (closing.signal.aborted) return;
      options.logger.warn({ err: error }, "order events could not be read; trying again");
      retry = setTimeout(() => void pump(), RETRY_MS);
    } finally {
      reading = false;
    }
  }

  return {
    enter: members.enter,
    leave: members.leave,
    hint(orders) {
      const here = orders.filter(({ number }) => options.isFollowed() || members.has(number));
      for (const order of here) spans.open(order);
      want(here.map(({ number, seq }) => [number, seq] as const));
    },
    reread() {
      want(members.numbers().map((number) => [number, Number.MAX_SAFE_INTEGER] as const));
    },
    close() {
      closing.abort();
      clearTimeout(retry);
      members.clear();
      wanted.clear();
    },
  };
}

/** The receivers at this node: the watchers of each order, and the followers of all. */
function createAudience(
  options: OrderFeedOptions,
  members: ReturnType<typeof createOrderMembers>,
  told: ReturnType<typeof createToldSeqs>,
) {
  /** The cursor to read an order from; none when every receiver has everything up to `seq`. */
  function cursorOf([number, seq]: readonly [OrderNumber, number]): OrderCursor[] {
    const following = options.isFollowed() ? [told.get(number) ?? 0] : [];
    const after = Math.min(...members.cursors(number), ...following);
    return after < seq ? [{ number, after }] : [];
  }

  function deliver(event: OrderEvent): void {
    members.deliver(event);
    if (!options.isFollowed() || event.seq <= (told.get(event.number) ?? 0)) return;
    told.set(event);
    options.toFollowers(event);
  }

  return { cursorOf, deliver };
}

/** When followers see an order for the first time, events from this long before its newest one are sent too. */
const NEWS_MS = 60_000;

/** The last seq that the followers of all orders received, for the orders that changed last. */
function createToldSeqs() {
  const seqs = new Map<OrderNumber, number>();

  function set({ number, seq }: Pick<OrderEvent, "number" | "seq">): void {
    // Deleted first, so that the map stays in the order of the last change.
    seqs.delete(number);
    seqs.set(number, seq);
    const [oldest] = seqs.keys();
    if (seqs.size > TOLD_MAX && oldest) seqs.delete(oldest);
  }

  return {
    get: (number: OrderNumber): number | undefined => seqs.get(number),
    set,
    /** A hint announces only an order's newest event. Events shortly before it are sent too; older ones are history. */
    begin(timeline: readonly OrderEvent[]): void {
      const newest = timeline.at(-1);
      if (!newest || seqs.has(newest.number)) return;
      const since = Date.parse(newest.at) - NEWS_MS;
      const first = timeline.find((event) => Date.parse(event.at) >= since) ?? newest;
      set({ number: newest.number, seq: first.seq - 1 });
    },
  };
}
