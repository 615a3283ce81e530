import type { AdminListStaff, StaffPage, StaffRow } from "@cartwright/contracts/admin-people";
import { StaffRole } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { readPosition, toPeoplePage } from "./people-cursor.ts";
import { type StaffListRow, selectStaff } from "./people.sql.ts";
import { personOf } from "./person-view.ts";

const toRow = (row: StaffListRow): StaffRow => ({
  ...personOf(row),
  role: StaffRole.parse(row.role),
  secondFactor: row.second_factor,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
});

/** All staff, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listStaff(db: Db, input: z.output<typeof AdminListStaff>): Promise<StaffPage> {
  const rows = await selectStaff(db, { before: readPosition(input.cursor), limit: input.limit + 1 });
  const { shown, nextCursor } = toPeoplePage(rows, input.limit);
  return {
    items: shown.map(toRow),
    nextCursor,
  };
}
