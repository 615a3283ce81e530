import type { OrderEvent } from "@cartwright/contracts/rooms";

/** After this long the shopper follows the order on its own page. Most payments are decided within a second. */
const WAIT_MS_MAX = 4_000;
/** For a page without a socket. */
const POLL_MS = 800;

interface Placed {
  readonly settled: boolean;
  readonly action: unknown;
}

interface Source<O extends Placed> {
  read: () => Promise<O>;
  /** Calls back for each event of the order. Returns how to end it. */
  watch: (onEvent: (event: Pick<OrderEvent, "type" | "orderStatus">) => void) => () => void;
}

/** Events after which it is worth reading the order. */
const isDecision = ({ type, orderStatus }: Pick<OrderEvent, "type" | "orderStatus">) =>
  orderStatus !== "pending" || type === "payment.action_required";

/**
 * Waits until an order that was just placed is confirmed or cancelled, or needs something from the shopper. Null when that
 * takes longer than four seconds.
 */
export function waitForDecision<O extends Placed>({ read, watch }: Source<O>): Promise<O | null> {
  return new Promise((resolve) => {
    const look = async () => {
      // A failed read is tried again at the next poll.
      const order = await read().catch(() => null);
      if (order && (order.settled || order.action)) finish(order);
    };
    const end = watch((event) => {
      if (isDecision(event)) void look();
    });
    const poll = setInterval(() => void look(), POLL_MS);
    const limit = setTimeout(() => finish(null), WAIT_MS_MAX);
    function finish(order: O | null): void {
      end();
      clearInterval(poll);
      clearTimeout(limit);
      resolve(order);
    }
  });
}
