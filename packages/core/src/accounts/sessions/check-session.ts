import type { SessionId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { createBatcher } from "../../kernel/create-batcher.ts";
import type { AccessClaims } from "./access-token.ts";
import { findLiveSessions, type SessionRow } from "./sessions.sql.ts";

export interface SessionChecker {
  /** The session of verified claims as it is now (the role may have changed), or null when it has ended. */
  check(claims: Pick<AccessClaims, "sessionId" | "userId">): Promise<SessionRow | null>;
}

/** Most requests whose sessions one statement checks. */
const BATCH_MAX = 500;
/** Requests beyond this are refused as `unavailable`: the database does not keep up. */
const WAITING_MAX = 20_000;

/**
 * Checks sessions in the database by primary key, and remembers nothing: a session that ended before a request came is
 * refused, whichever process ended it. Requests that come while a statement runs share the next one, so a busy process
 * sends a few hundred statements a second. No request joins a statement that began before it came.
 */
export function createSessionChecker(db: Db): SessionChecker {
  const find = createBatcher<SessionId, SessionRow | null>({
    batchMax: BATCH_MAX,
    parallel: 1,
    waitingMax: WAITING_MAX,
    async run(ids) {
      const found = await findLiveSessions(db, [...new Set(ids)]);
      return ids.map((id) => ({ ok: true, value: found.get(id) ?? null }));
    },
  });
  return {
    async check({ sessionId, userId }) {
      const session = await find(sessionId);
      return session?.userId === userId ? session : null;
    },
  };
}
