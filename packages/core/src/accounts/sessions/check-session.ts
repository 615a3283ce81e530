import type { SessionId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { AccessClaims } from "./access-token.ts";
import { findLiveSessions, type SessionRow } from "./sessions.sql.ts";

export interface SessionChecker {
  /** Whether the session behind verified claims still stands, and whom it is for now (a role may have changed). */
  check(claims: Pick<AccessClaims, "sessionId" | "userId">): Promise<SessionRow | null>;
}

/** Most sessions that one statement asks for. */
const SESSIONS_MAX = 500;

type Look = PromiseWithResolvers<SessionRow | null>;

/**
 * Checks sessions against the database by primary key, and remembers nothing: whatever ended before a request came is seen
 * by it, whichever process ended it. Requests that come while a statement is under way go together into the next one, so a
 * busy process asks a few hundred times a second however many requests it serves. None joins a statement that began before
 * it came.
 */
export function createSessionChecker(db: Db): SessionChecker {
  const waiting = new Map<SessionId, Look>();
  let running = false;

  async function lookForAll(): Promise<void> {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, SESSIONS_MAX);
      for (const [id] of batch) waiting.delete(id);
      try {
        const found = await findLiveSessions(
          db,
          batch.map(([id]) => id),
        );
        for (const [id, look] of batch) look.resolve(found.get(id) ?? null);
      } catch (error) {
        for (const [, look] of batch) look.reject(error);
      }
    }
    running = false;
  }

  function look(sessionId: SessionId): Promise<SessionRow | null> {
    const joined = waiting.get(sessionId);
    if (joined) return joined.promise;
    const mine: Look = Promise.withResolvers();
    waiting.set(sessionId, mine);
    if (!running) {
      running = true;
      // Everything that this turn of the event loop brings goes into one statement.
      setImmediate(() => void lookForAll());
    }
    return mine.promise;
  }

  return {
    async check(claims) {
      const session = await look(claims.sessionId);
      return session?.userId === claims.userId ? session : null;
    },
  };
}
