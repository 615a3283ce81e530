import { newId } from "@cartwright/core/kernel/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

/** A view whose author is gone, which the shop's admins look after. */
const view = async (db: Db) => {
  const id = newId();
  await sql`
    insert into accounts.saved_views (id, list, name, query, shared) values (${id}, 'orders', 'To pack', 'view=to_pack', true)`.execute(
    db,
  );
  return { id, version: 1 };
};

/** How the mutations of shared views are called, for the test of the audit log. */
export const LIST_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.lists.saveView": {
    input: async (db) => ({ list: "orders", view: await view(db), name: "Pack", query: "view=to_pack", shared: true }),
    refused: () => ({ view: { id: newId(), version: 1 } }),
  },
  "admin.lists.removeView": {
    input: async (db) => ({ list: "orders", ...(await view(db)) }),
    refused: () => ({ version: 7 }),
  },
};

/** Mutations that change only what the person themselves sees: those are not audited. */
export const PERSONAL: ReadonlySet<string> = new Set(["admin.lists.hideColumns"]);
