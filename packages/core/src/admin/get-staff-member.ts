import type { StaffMember } from "@cartwright/contracts/admin-people";
import type { UserId } from "@cartwright/contracts/ids";
import { holds, type Role, StaffRole } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import type { LocateAddress } from "../accounts/sign-in/place-of.ts";
import { AppError } from "../kernel/app-error.ts";
import { selectOpenSessions, selectPerson } from "./people.sql.ts";
import { personOf, sessionsOf } from "./person-view.ts";

/** A staff member; network addresses are for those who may manage staff. Throws `not_found`. */
export async function getStaffMember(
  db: Db,
  id: UserId,
  reader: { readonly role: Role; readonly locateAddress: LocateAddress },
): Promise<StaffMember> {
  const row = await selectPerson(db, { id, staff: true });
  if (!row) throw new AppError("not_found");
  const sessions = await selectOpenSessions(db, id);
  return {
    ...personOf(row),
    role: StaffRole.parse(row.role),
    secondFactor: row.second_factor,
    failedTries: row.tries ?? 0,
    sessions: sessionsOf(sessions, holds(reader.role, "staff:write") ? reader.locateAddress : null),
  };
}
