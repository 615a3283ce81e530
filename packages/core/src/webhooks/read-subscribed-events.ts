import type { WebhookEvent } from "@cartwright/contracts/webhooks";
import type { Db } from "@cartwright/db/client";
import { selectSubscribers } from "./endpoints.sql.ts";

/** The events that any endpoint subscribes to now. Twenty rows at most, so it can be asked often. */
export async function readSubscribedEvents(db: Db): Promise<ReadonlySet<WebhookEvent>> {
  const subscribers = await selectSubscribers(db);
  return new Set(subscribers.flatMap(({ events }) => events));
}
