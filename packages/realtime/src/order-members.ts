import type { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderEvent } from "@cartwright/contracts/rooms";

/** The seq after which an order's events are wanted. */
export interface OrderCursor {
  readonly number: OrderNumber;
  readonly after: number;
}

/** Committed events after the cursors (500 at most), by order and seq; at most `limit` of each order. */
export type ReadEvents = (cursors: readonly OrderCursor[], limit: number) => Promise<OrderEvent[]>;

export interface OrderEntry extends OrderCursor {
  /** Identifies the watcher. Entering again replaces its entry. */
  readonly watcher: object;
  readonly acknowledge: (events: OrderEvent[]) => void;
  readonly send: (event: OrderEvent) => void;
}

interface Member {
  seen: number;
  /** Null when the watcher is up to date. Until then, the events that came in between. */
  waiting: OrderEvent[] | null;
  readonly send: (event: OrderEvent) => void;
}

/** One page of missed events. A watcher that gets a full page asks again from its end. */
const REPLAY_MAX = 500;

/** The watchers of each order at this node, and the last seq of each. */
export function createOrderMembers(readEvents: ReadEvents) {
  const orders = new Map<OrderNumber, Map<object, Member>>();

  function leave(number: OrderNumber, watcher: object): void {
    const members = orders.get(number);
    members?.delete(watcher);
    if (members?.size === 0) orders.delete(number);
  }

  /**
   * Adds a watcher that has seen everything up to `after`. First calls `acknowledge` with the missed events, then `send` with
   * each later event, in order, each once. Rejects, and does not add the watcher, when the events could not be read. Returns
   * false when the watcher left, or entered again, before that.
   */
  async function enter(entry: OrderEntry): Promise<boolean> {
    const members = orders.get(entry.number) ?? new Map<object, Member>();
    const member: Member = { seen: entry.after, waiting: [], send: entry.send };
    // Added before the read: events that commit during the read arrive by hint and wait.
    orders.set(entry.number, members.set(entry.watcher, member));
    try {
      const events = await readEvents([{ number: entry.number, after: entry.after }], REPLAY_MAX);
      if (members.get(entry.watcher) !== member) return false;
      member.seen = Math.max(entry.after, events.at(-1)?.seq ?? 0);
      entry.acknowledge(events);
      const waiting = member.waiting ?? [];
      member.waiting = null;
      for (const event of waiting.toSorted((a, b) => a.seq - b.seq)) give(member, event);
      return true;
    } catch (error) {
      if (members.get(entry.watcher) === member) leave(entry.number, entry.watcher);
      throw error;
    }
  }

  return {
    enter,
    leave,
    has: (number: OrderNumber): boolean => orders.has(number),
    numbers: (): OrderNumber[] => [...orders.keys()],
    /** The last seq of each watcher of an order. */
    cursors: (number: OrderNumber): number[] => [...(orders.get(number)?.values() ?? [])].map((member) => member.seen),
    deliver(event: OrderEvent): void {
      for (const member of orders.get(event.number)?.values() ?? []) give(member, event);
    },
    clear: (): void => orders.clear(),
  };
}

/** Sends a member the event if it is new to it. */
function give(member: Member, event: OrderEvent): void {
  if (event.seq <= member.seen) return;
  if (member.waiting) {
    if (member.waiting.length < REPLAY_MAX) member.waiting.push(event);
    return;
  }
  member.seen = event.seq;
  member.send(event);
}
