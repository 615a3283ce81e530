import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { sessionStands } from "./active-session.ts";

const SESSIONS_MAX = 500;

/**
 * Which of these sessions (500 at most) are no longer active: revoked, expired, idle for too long, deleted, or of a user
 * who may not log in.
 */
export async function findEndedSessions(db: Db, sessionIds: readonly string[]): Promise<string[]> {
  if (sessionIds.length > SESSIONS_MAX) throw new RangeError(`more than ${SESSIONS_MAX} sessions`);
  const { rows } = await sql<{ id: string }>`
    select asked.id from unnest(${[...sessionIds]}::uuid[]) as asked (id)
    where not exists (
      select from accounts.sessions as s join accounts.users as u on u.id = s.user_id
      where s.id = asked.id and ${sessionStands} and u.status = 'active')`.execute(db);
  return rows.map((row) => row.id);
}
