import { newId } from "@cartwright/core/kernel/ids";
import { createUser } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const reason = "for a test";

/** Inputs of the mutations on queues and on what providers sent, for the test that every mutation is audited. */
export const OPERATIONS_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.payments.rerunWebhook": {
    async input(db) {
      const eventId = `evt_${newId()}`;
      await sql`
        insert into payments.webhook_events (provider, event_id, type, payload, outcome)
        values ('sandbox', ${eventId}, 'charge.succeeded', '{}', 'unmatched')`.execute(db);
      return { provider: "sandbox", eventId, reason };
    },
    refused: () => ({ eventId: "evt_of_nobody" }),
  },
  "admin.queues.pause": {
    async input(db) {
      await sql`delete from saga.queues where name = 'catalog'`.execute(db);
      return { queue: "catalog", version: 1, reason };
    },
    refused: () => ({ version: 9 }),
  },
  "admin.queues.resume": {
    async input(db) {
      const by = (await createUser(db, { role: "admin" })).id;
      await sql`
        insert into saga.queues (name, paused, version, reason, changed_by) values ('mail', true, 2, 'away', ${by})
        on conflict (name) do update set paused = true, version = 2`.execute(db);
      return { queue: "mail", version: 2, reason };
    },
    refused: () => ({ version: 9 }),
  },
};
