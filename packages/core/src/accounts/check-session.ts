import type { SessionId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { AccessClaims } from "./access-token.ts";
import { findLiveSession, type SessionRow } from "./sessions.sql.ts";

export interface SessionChecker {
  /** Whether the session behind verified claims still stands, and whom it is for now (a role may have changed). */
  check(claims: Pick<AccessClaims, "sessionId" | "userId">): Promise<SessionRow | null>;
  /** Forgets what is remembered of these sessions: called at once by whoever ends one here, and for hints from elsewhere. */
  forget(sessionIds: readonly string[]): void;
  /** Forgets everything: after hints may have been missed. */
  forgetAll(): void;
}

/** How long one look into the database serves. Ending a session elsewhere reaches this process by a hint long before. */
const REMEMBER_MS = 2_000;
const REMEMBERED_MAX = 10_000;

interface Remembered {
  readonly until: number;
  readonly answer: Promise<SessionRow | null>;
}

/** Checks sessions against the database by primary key; one look serves all requests of the next two seconds. */
export function createSessionChecker(db: Db, rememberMs: number = REMEMBER_MS): SessionChecker {
  const remembered = new Map<string, Remembered>();

  function look(sessionId: SessionId): Promise<SessionRow | null> {
    const now = performance.now();
    const known = remembered.get(sessionId);
    if (known && known.until > now) return known.answer;
    const answer = findLiveSession(db, sessionId);
    remembered.delete(sessionId);
    const entry = { until: now + rememberMs, answer };
    remembered.set(sessionId, entry);
    // A look that failed is not an answer to remember.
    answer.catch(() => {
      if (remembered.get(sessionId) === entry) remembered.delete(sessionId);
    });
    // A map keeps the order of insertion, so the first key is the oldest look.
    if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value ?? sessionId);
    return answer;
  }

  return {
    async check(claims) {
      const session = await look(claims.sessionId);
      return session?.userId === claims.userId ? session : null;
    },
    forget(sessionIds) {
      for (const id of sessionIds) remembered.delete(id);
    },
    forgetAll() {
      remembered.clear();
    },
  };
}
