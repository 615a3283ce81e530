import { newId } from "@cartwright/core/kernel/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

const webhook = async (db: Db) => {
  await sql`update webhooks.endpoints set removed_at = now(), state = 'disabled'`.execute(db);
  const endpointId = newId();
  await sql`insert into webhooks.endpoints (id, url, events, state, secret)
    values (${endpointId}, 'https://hooks.example.com/', array['order.confirmed'], 'enabled', 'sealed')`.execute(db);
  return { endpointId, version: 1 };
};

/** How the mutations of webhooks are called, for the test of the audit log. */
export const WEBHOOK_SAMPLES = {
  "admin.webhooks.create": {
    input: async () => ({ url: "https://hooks.example.com/", events: ["order.confirmed"] }),
    refused: () => ({ url: "https://127.0.0.1/" }),
  },
  "admin.webhooks.update": {
    input: async (db: Db) => ({ ...(await webhook(db)), url: "https://hooks.example.com/2", events: ["stock.low"] }),
    refused: () => ({ version: 9 }),
  },
  "admin.webhooks.remove": { input: webhook, refused: () => ({ version: 9 }) },
  "admin.webhooks.rotateSecret": { input: webhook, refused: () => ({ version: 9 }) },
  "admin.webhooks.sendTest": {
    input: async (db: Db) => ({ endpointId: (await webhook(db)).endpointId }),
    refused: () => ({ endpointId: newId() }),
  },
  "admin.webhooks.replay": {
    async input(db: Db) {
      const { endpointId } = await webhook(db);
      const id = newId();
      await sql`insert into webhooks.deliveries (id, endpoint_id, event_id, event, payload, state)
        values (${id}, ${endpointId}, ${newId()}, 'order.confirmed', '{}', 'failed')`.execute(db);
      return { deliveryIds: [id], requestId: newId() };
    },
    refused: () => ({ deliveryIds: [newId()] }),
  },
};
