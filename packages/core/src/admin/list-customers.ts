import type { AdminListCustomers, CustomerPage } from "@cartwright/contracts/admin-people";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { readStaffQuery } from "../search/read-query.ts";
import { readPosition, toPeoplePage } from "./people-cursor.ts";
import { selectCustomers } from "./people.sql.ts";
import { personOf } from "./person-view.ts";

/** Customers, newest first, by the beginnings of words in their names and email addresses. Throws `invalid_input` for a cursor of another list. */
export async function listCustomers(db: Db, input: z.output<typeof AdminListCustomers>): Promise<CustomerPage> {
  const search = input.query ? await readStaffQuery(db, input.query) : null;
  if (input.query && search === null) return { items: [], nextCursor: null };
  const rows = await selectCustomers(db, {
    search,
    status: input.status ?? null,
    before: readPosition(input.cursor),
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPeoplePage(rows, input.limit);
  return { items: shown.map(personOf), nextCursor };
}
