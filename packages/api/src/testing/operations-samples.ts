import { createUser } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const reason = "for a test";

/** Inputs of the mutations on queues, for the test that every mutation is audited. */
export const OPERATIONS_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.queues.pause": {
    input: async () => ({ queue: "catalog", version: 1, reason }),
    refused: () => ({ version: 9 }),
  },
  "admin.queues.resume": {
    async input(db) {
      const by = (await createUser(db, { role: "admin" })).id;
      await sql`
        insert into saga.queues (name, paused, version, reason, changed_by) values ('mail', true, 2, 'away', ${by})`.execute(
        db,
      );
      return { queue: "mail", version: 2, reason };
    },
    refused: () => ({ version: 9 }),
  },
};
