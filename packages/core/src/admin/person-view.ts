import type { PersonSession } from "@cartwright/contracts/admin-people";
import { SessionId, UserId } from "@cartwright/contracts/ids";
import { deviceOf } from "../accounts/sign-in/device-name.ts";
import { type LocateAddress, placeOf } from "../accounts/sign-in/place-of.ts";
import { showEmail } from "../kernel/show-email.ts";
import type { PersonRow, selectOpenSessions } from "./people.sql.ts";

/** The fields of every list of people. */
export const personOf = (row: PersonRow) => ({
  id: UserId.parse(row.id),
  email: showEmail(row.email),
  firstName: row.first_name,
  lastName: row.last_name,
  status: row.status === "active" ? ("active" as const) : ("disabled" as const),
  emailVerified: row.verified,
  createdAt: row.created_at.toISOString(),
  lockedUntil: row.locked_until?.toISOString() ?? null,
});

/**
 * The active sessions of a person. Network addresses and their places only for readers who may see them, who pass `locate`.
 */
export function sessionsOf(
  rows: Awaited<ReturnType<typeof selectOpenSessions>>,
  locate: LocateAddress | null,
): PersonSession[] {
  return rows.map((row) => ({
    id: SessionId.parse(row.id),
    device: deviceOf(row.user_agent),
    place: locate === null ? null : placeOf(row.address, locate),
    address: locate === null ? null : row.address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }));
}
