import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import { insertDeliveries } from "./deliveries.sql.ts";
import { selectSubscribers } from "./endpoints.sql.ts";
import { type FanOutMessage, readEventFacts } from "./event-facts.ts";

const ROWS_MAX = 1_000;

/**
 * Writes down, for every endpoint that subscribes to an event of these messages, that it is to be told. Repeating it changes
 * nothing. Returns how many deliveries the messages are for.
 */
export async function fanOut(deps: Pick<Deps, "db">, messages: readonly FanOutMessage[]): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    const subscribers = await selectSubscribers(tx);
    const [first] = subscribers;
    if (!first) return 0;
    const facts = await readEventFacts(tx, messages, first.now);
    const rows = facts.flatMap((fact) =>
      subscribers
        .filter(({ events }) => events.some((event) => event === fact.event))
        .map(({ id: endpointId }) => {
          const { eventId, event, payload } = fact;
          return { id: newId(), endpointId, eventId, event, payload };
        }),
    );
    for (let start = 0; start < rows.length; start += ROWS_MAX) {
      await insertDeliveries(tx, rows.slice(start, start + ROWS_MAX));
    }
    return rows.length;
  });
}
